import { Table } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '@counterfoil/ui/language';
import { secondText } from './durations.ts';
import type { LegLine } from './leg-lines.ts';

interface RoadTableProps {
  readonly lines: readonly LegLine[];
  readonly now: Date;
}

/** The road in words. */
export function RoadTable({ lines, now }: RoadTableProps): ReactNode {
  const { t } = useTranslation('overview');
  const language = useLanguage();
  return (
    <details className="as-table">
      <summary>{t('roadTable')}</summary>
      <div className="scrolls" tabIndex={0} role="region" aria-label={t('roadTable')}>
        <Table aria-label={t('roadTable')}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('part')}</Table.Th>
              <Table.Th>{t('waits')}</Table.Th>
              <Table.Th>{t('oldest')}</Table.Th>
              <Table.Th>{t('knownAt')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {lines.map(({ leg, waiting, age, knownAt }) => (
              <Table.Tr key={leg} data-leg={leg}>
                <Table.Th scope="row">{t(`leg.${leg}`)}</Table.Th>
                <Table.Td>{waiting}</Table.Td>
                <Table.Td>{age ?? '–'}</Table.Td>
                <Table.Td className="figures">{knownAt === null ? '–' : secondText(knownAt, now, language)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </details>
  );
}
