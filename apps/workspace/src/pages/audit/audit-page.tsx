import { useDebouncedValue } from '@mantine/hooks';
import { useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AuditEntry } from '@counterfoil/contracts/administration/action-audit';
import { readAuditPage } from '../../api/action-audit.ts';
import { moreOf, usePagedReading } from '../../api/use-reading.ts';
import { PageFrame } from '../../shell/page-frame.tsx';
import { AnswerState } from '../../shell/page-states.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { useAuditColumns } from './audit-columns.tsx';
import { AuditFilters } from './audit-filters.tsx';
import { EntryDialog } from './entry-dialog.tsx';
import { filterOf, noFilters } from './shown-filters.ts';

/** Typing rests this long before it is searched for, in milliseconds. */
const typingRestMs = 250;

/** *Audit trail*: what people did, and what it changed of the settings. */
export default function AuditPage(): ReactNode {
  const { t } = useTranslation('audit');
  const columns = useAuditColumns();
  const [filters, setFilters] = useState(noFilters);
  const [opened, setOpened] = useState<AuditEntry | null>(null);
  const [rested] = useDebouncedValue(filters, typingRestMs);
  const filter = useMemo(() => filterOf(rested), [rested]);
  const reading = usePagedReading({
    topic: 'audit',
    key: ['entries', filter],
    read: (cursor, signal) => readAuditPage(filter, cursor, signal),
    nextCursorOf: ({ nextCursor }) => nextCursor,
  });
  const isNarrowed = Object.values(filter).some((value) => value !== null);
  return (
    <PageFrame title={t('title')} section="audit" help={t('help')}>
      <AuditFilters filters={filters} onChange={setFilters} />
      <AnswerState reading={reading}>
        {({ pages }) => (
          <DataTable
            label={t('list')}
            columns={columns}
            rows={pages.flatMap(({ entries }) => entries)}
            keyOf={({ entryId }) => entryId}
            onOpen={setOpened}
            more={moreOf(reading)}
            empty={
              isNarrowed
                ? { icon: 'search', title: t('nothingFound') }
                : { icon: 'list', title: t('emptyTitle'), text: t('emptyText') }
            }
          />
        )}
      </AnswerState>
      <EntryDialog entry={opened} onClose={() => setOpened(null)} />
    </PageFrame>
  );
}
