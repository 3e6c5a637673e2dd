import { useTranslation } from 'react-i18next';
import type { AuditEntry } from '@counterfoil/contracts/administration/action-audit';
import { dateTimeText } from '@counterfoil/ui/formats';
import { useLanguage } from '@counterfoil/ui/language';
import type { Column } from '../../ui/data-table.tsx';
import { OutcomeMark } from './outcome-mark.tsx';
import { useActionText } from './use-action-text.ts';

/** The columns of the audit trail. */
export function useAuditColumns(): readonly Column<AuditEntry>[] {
  const { t } = useTranslation('audit');
  const language = useLanguage();
  const actionText = useActionText();
  return [
    { key: 'at', header: t('when'), widthPx: 190, cell: ({ at }) => dateTimeText(at, language) },
    { key: 'who', header: t('who'), widthPx: 210, cell: ({ name, subject }) => name ?? subject },
    { key: 'what', header: t('what'), widthPx: 360, cell: ({ action }) => actionText(action) },
    { key: 'on', header: t('on'), widthPx: 240, cell: subjectOf },
    { key: 'outcome', header: t('outcome'), widthPx: 250, cell: ({ outcome }) => <OutcomeMark outcome={outcome} /> },
    {
      key: 'changes',
      header: t('changed'),
      widthPx: 140,
      cell: ({ changes }) => (changes.length === 0 ? '' : t('changes', { count: changes.length })),
    },
  ];
}

/** What the action was done to: the identifiers of the address, else the setting. */
function subjectOf({ parameters, changes }: AuditEntry): string {
  const named = Object.values(parameters).join(' · ');
  return named === '' ? (changes[0]?.setting ?? '') : named;
}
