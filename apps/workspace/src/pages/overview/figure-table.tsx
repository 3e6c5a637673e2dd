import { Table } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { numberText } from '@counterfoil/ui/formats';
import { useLanguage } from '@counterfoil/ui/language';
import type { FigureLine } from './figure-lines.ts';

interface FigureTableProps {
  readonly lines: readonly FigureLine[];
}

const columns = ['inRealTime', 'byUpload', 'p50', 'p95', 'p99'] as const;

/** The charts in words, newest first; stretches without any customer are left out. */
export function FigureTable({ lines }: FigureTableProps): ReactNode {
  const { t } = useTranslation('overview');
  const language = useLanguage();
  const busy = lines.filter(({ inRealTime, byUpload }) => inRealTime + byUpload > 0).toReversed();
  return (
    <details className="as-table">
      <summary>{t('asTable')}</summary>
      <div className="scrolls" tabIndex={0} role="region" aria-label={t('charts')}>
        <Table aria-label={t('charts')}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('time')}</Table.Th>
              {columns.map((column) => (
                <Table.Th key={column} ta="end">
                  {t(column)}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {busy.map((line) => (
              <Table.Tr key={line.beginsAt}>
                <Table.Th scope="row">{line.time}</Table.Th>
                {columns.map((column) => (
                  <Table.Td key={column} ta="end" className="figures">
                    {line[column] === null ? '–' : numberText(line[column], language)}
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </details>
  );
}
