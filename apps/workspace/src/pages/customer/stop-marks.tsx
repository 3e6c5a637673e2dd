import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon, type IconName } from '@counterfoil/ui/icons.tsx';
import type { StopState } from './road.ts';

const dotIcons: Readonly<Record<StopState, IconName | null>> = {
  passed: 'check',
  here: 'clock',
  heldUp: 'alert',
  ahead: null,
};
const dotIconPx = 13;

/** The mark of a stop: never by colour alone. */
export function StopDot({ state }: { readonly state: StopState | 'notForIt' }): ReactNode {
  const icon = state === 'notForIt' ? 'remove' : dotIcons[state];
  return <span className="road-dot">{icon && <Icon name={icon} sizePx={dotIconPx} />}</span>;
}

/** The state of a stop, or of a channel behind headquarters, in words. */
export function StateText({ state }: { readonly state: StopState | 'notForIt' }): ReactNode {
  const { t } = useTranslation('customer');
  return (
    <Text size="sm" className="quiet">
      {t(`trace.stopState.${state}`)}
    </Text>
  );
}
