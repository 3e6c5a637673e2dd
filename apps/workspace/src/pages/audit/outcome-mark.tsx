import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ActionOutcome } from '@counterfoil/contracts/administration/action-audit';
import { Icon, type IconName } from '@counterfoil/ui/icons.tsx';
import './audit.css';

const icons: Readonly<Record<ActionOutcome, IconName>> = {
  began: 'clock',
  succeeded: 'check',
  refused: 'lock',
  failed: 'alert',
};

/** How an action ended, in a colour and a word. */
export function OutcomeMark({ outcome }: { readonly outcome: ActionOutcome }): ReactNode {
  const { t } = useTranslation('audit');
  return (
    <span className="outcome" data-outcome={outcome}>
      <Icon name={icons[outcome]} sizePx={16} />
      {t(`outcomes.${outcome}`)}
    </span>
  );
}
