import { Stack, Table, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '@counterfoil/ui/language';
import { readCustomerVisibility } from '../../api/customer.ts';
import { useReading } from '../../api/use-reading.ts';
import { AnswerState } from '../../shell/page-states.tsx';

/** Why a store has this customer, or doesn't. */
export function VisibilityTab({ customerId }: { readonly customerId: string }): ReactNode {
  const { t } = useTranslation('customer');
  const language = useLanguage();
  const visibility = useReading({
    topic: 'customers',
    alsoOn: ['settings', 'sessions', 'channels'],
    key: ['visibility', customerId, language],
    read: (signal) => readCustomerVisibility(customerId, signal),
  });
  return (
    <AnswerState reading={visibility}>
      {({ addressBooks, channelDatabases }) => (
        <Stack gap="sm">
          <Text className="quiet page-help">{t('visibility.help')}</Text>
          <Text>
            {t('visibility.books')}: {addressBooks.length > 0 ? addressBooks.join(', ') : t('none')}
          </Text>
          <div className="table-scroller" role="region" tabIndex={0} aria-label={t('tab.visibility')}>
            <Table aria-label={t('tab.visibility')} className="elsewhere">
              <Table.Thead>
                <Table.Tr>
                  <Table.Th w={200}>{t('visibility.database')}</Table.Th>
                  <Table.Th w={100}>{t('visibility.visible')}</Table.Th>
                  <Table.Th>{t('visibility.why')}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {channelDatabases.map(({ channelDatabaseId, name, visible, text }) => (
                  <Table.Tr key={channelDatabaseId}>
                    <Table.Td>{name}</Table.Td>
                    <Table.Td>
                      <span className="state-mark" data-tone={visible ? 'good' : 'quiet'}>
                        {t(visible ? 'yes' : 'no')}
                      </span>
                    </Table.Td>
                    <Table.Td>{text}</Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </div>
        </Stack>
      )}
    </AnswerState>
  );
}
