import { Paper, Stack, Table, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { StatusEntry } from '@counterfoil/contracts/administration/synchronization-status';
import { problemText } from '@counterfoil/ui/error-notice.tsx';
import { dateTimeText } from '@counterfoil/ui/formats';
import { useLanguage } from '@counterfoil/ui/language';
import { correctedLines } from './corrected-lines.ts';

/** Who corrected a record, when, and what was replaced. */
export function Corrections({ corrections }: Pick<StatusEntry, 'corrections'>): ReactNode {
  const { t } = useTranslation('synchronization');
  return (
    <section aria-labelledby="corrections">
      <Title order={2} size="h4" id="corrections" mb="xs">
        {t('record.corrections')}
      </Title>
      {corrections.length === 0 && <Text className="quiet">{t('record.noCorrections')}</Text>}
      <Stack gap="sm">
        {corrections.toReversed().map((correction) => (
          <Correction key={correction.correctedAt} correction={correction} />
        ))}
      </Stack>
    </section>
  );
}

function Correction({ correction }: { readonly correction: StatusEntry['corrections'][number] }): ReactNode {
  const { t } = useTranslation('synchronization');
  const language = useLanguage();
  const { correctedBy, correctedAt, oldChanges, newChanges, lastKnownError } = correction;
  return (
    <Paper withBorder p="sm" radius="md">
      <Text fw={600}>{t('record.correctedBy', { name: correctedBy, time: dateTimeText(correctedAt, language) })}</Text>
      {lastKnownError && (
        <Text size="sm" className="quiet">
          {t('record.correctedFrom', { error: problemText(lastKnownError, language) })}
        </Text>
      )}
      <div className="values-scroller">
        <Table className="values" mt="xs">
          <Table.Tbody>
            {correctedLines(oldChanges, newChanges, language).map(({ field, label, oldValue, newValue }) => (
              <Table.Tr key={field}>
                <Table.Th scope="row" fw={500}>
                  {label}
                </Table.Th>
                <Table.Td className="old-value">{oldValue ?? t('record.empty')}</Table.Td>
                <Table.Td>{newValue ?? t('record.empty')}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </Paper>
  );
}
