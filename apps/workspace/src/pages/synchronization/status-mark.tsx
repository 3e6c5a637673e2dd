import type { ReactNode } from 'react';
import type { StagedStatus } from '@counterfoil/contracts/administration/synchronization-status';
import { Icon, type IconName } from '@counterfoil/ui/icons.tsx';

const icons: Readonly<Record<StagedStatus, IconName>> = {
  failed: 'alert',
  refused: 'close',
  uploaded: 'clock',
  completed: 'check',
};

/** The *Customer sync status* of a record, as a word with a picture. */
export function StatusMark({ status, text }: { readonly status: StagedStatus; readonly text: string }): ReactNode {
  return (
    <span className="record-mark" data-status={status}>
      <Icon name={icons[status]} sizePx={16} />
      {text}
    </span>
  );
}
