import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TillState } from '@counterfoil/contracts/administration/registers';
import { Icon, type IconName } from '@counterfoil/ui/icons.tsx';

const icons: Readonly<Record<TillState, IconName>> = {
  activated: 'check',
  waitingCode: 'clock',
  revoked: 'lock',
  none: 'remove',
};

/** Whether a register has a till, as a word with a picture. */
export function TillMark({ state }: { readonly state: TillState }): ReactNode {
  const { t } = useTranslation('registers');
  return (
    <span className="till-state" data-state={state}>
      <Icon name={icons[state]} sizePx={16} />
      {t(`states.${state}`)}
    </span>
  );
}
