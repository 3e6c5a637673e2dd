import { Table } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '@counterfoil/ui/empty-state.tsx';
import { readReviewsOf } from '../../api/customer.ts';
import { useReading } from '../../api/use-reading.ts';
import { AnswerState } from '../../shell/page-states.tsx';
import { When } from './when.tsx';

/** The duplicate reviews of this customer. */
export function ReviewsTab({ customerId }: { readonly customerId: string }): ReactNode {
  const { t } = useTranslation('customer');
  const reviews = useReading({
    topic: 'duplicates',
    key: ['reviews-of', customerId],
    read: (signal) => readReviewsOf(customerId, signal),
  });
  return (
    <AnswerState reading={reviews}>
      {({ duplicateReviews }) =>
        duplicateReviews.length === 0 ? (
          <EmptyState icon="userSearch" title={t('reviews.none')} text={t('reviews.noneText')} />
        ) : (
          <div className="table-scroller" role="region" tabIndex={0} aria-label={t('reviews.label')}>
            <Table aria-label={t('reviews.label')}>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{t('reviews.other')}</Table.Th>
                  <Table.Th>{t('reviews.same')}</Table.Th>
                  <Table.Th>{t('reviews.state')}</Table.Th>
                  <Table.Th>{t('reviews.found')}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {duplicateReviews.map(({ duplicateReviewId, customers, matchedFields, state, recordedAt }) => {
                  const other = customers.find((one) => one.customerId !== customerId);
                  return (
                    <Table.Tr key={duplicateReviewId}>
                      <Table.Td>
                        {other && (
                          <Link {...{ to: `/customers/${other.customerId}` }}>
                            {other.name}, {other.customerAccountNumber}
                          </Link>
                        )}
                      </Table.Td>
                      <Table.Td>{matchedFields.map((field) => t(`reviews.matched.${field}`)).join(', ')}</Table.Td>
                      <Table.Td>{t(`reviews.states.${state}`)}</Table.Td>
                      <Table.Td>
                        <When at={recordedAt} />
                      </Table.Td>
                    </Table.Tr>
                  );
                })}
              </Table.Tbody>
            </Table>
          </div>
        )
      }
    </AnswerState>
  );
}
