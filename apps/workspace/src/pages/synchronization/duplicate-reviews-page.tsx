import { Anchor, Button, Group, Paper, SegmentedControl, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type {
  DuplicateReview,
  DuplicateReviewState,
  ReviewedCustomerLine,
} from '@counterfoil/contracts/administration/duplicate-reviews';
import { EmptyState } from '@counterfoil/ui/empty-state.tsx';
import { ErrorNotice } from '@counterfoil/ui/error-notice.tsx';
import { Fact, Facts } from '@counterfoil/ui/facts.tsx';
import { dateTimeText } from '@counterfoil/ui/formats';
import { useLanguage } from '@counterfoil/ui/language';
import { useToast } from '@counterfoil/ui/toasts.tsx';
import { useAction } from '@counterfoil/ui/use-action';
import { dismissDuplicateReview, readDuplicateReviews } from '../../api/duplicate-reviews.ts';
import { usePagedReading, useReadAgain } from '../../api/use-reading.ts';
import { useMay } from '../../session/session.ts';
import { PageFrame } from '../../shell/page-frame.tsx';
import { AnswerState, ReadOnlyNotice } from '../../shell/page-states.tsx';
import './synchronization.css';

/** Customers who may be one person, pair by pair. */
export default function DuplicateReviewsPage(): ReactNode {
  const { t } = useTranslation('synchronization');
  const shell = useTranslation('shell').t;
  const may = useMay();
  const [state, setState] = useState<DuplicateReviewState>('open');
  const reading = usePagedReading({
    topic: 'duplicates',
    key: ['reviews', state],
    read: (cursor, signal) => readDuplicateReviews(state, cursor, signal),
    nextCursorOf: ({ nextCursor }) => nextCursor,
  });
  const reviews = reading.data?.pages.flatMap(({ duplicateReviews }) => duplicateReviews) ?? [];
  return (
    <PageFrame title={t('duplicates.title')} section="customers" help={t('duplicates.help')}>
      {!may('dismissDuplicateReview') && <ReadOnlyNotice />}
      <Group>
        <SegmentedControl
          aria-label={t('duplicates.state')}
          value={state}
          onChange={(value) => setState(value === 'dismissed' ? 'dismissed' : 'open')}
          data={[
            { value: 'open', label: t('duplicates.open') },
            { value: 'dismissed', label: t('duplicates.dismissed') },
          ]}
        />
      </Group>
      <AnswerState reading={reading}>
        {() =>
          reviews.length === 0 ? (
            <EmptyState
              icon="check"
              title={t('duplicates.emptyTitle')}
              text={t(state === 'open' ? 'duplicates.empty' : 'duplicates.emptyDismissed')}
            />
          ) : (
            <Stack component="ul" className="plain-list" aria-label={t('duplicates.list')}>
              {reviews.map((review) => (
                <li key={review.duplicateReviewId}>
                  <Pair review={review} mayDismiss={may('dismissDuplicateReview')} />
                </li>
              ))}
            </Stack>
          )
        }
      </AnswerState>
      {reading.hasNextPage && (
        <Group justify="center">
          <Button variant="default" loading={reading.isFetchingNextPage} onClick={() => void reading.fetchNextPage()}>
            {shell('more')}
          </Button>
        </Group>
      )}
    </PageFrame>
  );
}

interface PairProps {
  readonly review: DuplicateReview;
  readonly mayDismiss: boolean;
}

function Pair({ review, mayDismiss }: PairProps): ReactNode {
  const { t } = useTranslation('synchronization');
  const language = useLanguage();
  const action = useAction();
  const toast = useToast();
  const readAgain = useReadAgain();
  const { customers, recordedAt, legalEntity, dismissedBy, dismissedAt } = review;
  const [one, other] = customers;
  const reasons = useReasons(review);
  const dismiss = async (): Promise<void> => {
    const isDone = await action.run(async () => {
      await dismissDuplicateReview(review.duplicateReviewId);
      await readAgain('duplicates');
    });
    if (isDone) toast({ text: t('duplicates.done'), icon: 'check' });
  };
  return (
    <Paper withBorder p="md" radius="md">
      <Group justify="space-between" align="flex-start" mb="sm">
        <div className="grow">
          <Text fw={600}>{t('duplicates.why', { reasons })}</Text>
          <Text size="sm" className="quiet">
            {t('duplicates.found', { time: dateTimeText(recordedAt, language), legalEntity })}
            {dismissedBy !== null &&
              ` · ${t('duplicates.dismissedBy', { name: dismissedBy, time: dateTimeText(dismissedAt ?? recordedAt, language) })}`}
          </Text>
        </div>
        {mayDismiss && review.state === 'open' && (
          <Button
            variant="default"
            loading={action.isBusy}
            onClick={() => void dismiss()}
            aria-label={t('duplicates.dismissName', { one: one?.name ?? '', other: other?.name ?? '' })}
          >
            {t('duplicates.dismiss')}
          </Button>
        )}
      </Group>
      <ErrorNotice error={action.error} />
      <div className="pair">
        {customers.map((customer) => (
          <ReviewedCustomer key={customer.customerId} customer={customer} />
        ))}
      </div>
    </Paper>
  );
}

/** What the two have in common, in a sentence. */
function useReasons({ matchedFields }: DuplicateReview): string {
  const { t } = useTranslation('synchronization');
  const language = useLanguage();
  const reasons = [t('duplicates.name'), ...matchedFields.map((field) => t(`duplicates.${field}`))];
  return new Intl.ListFormat(language, { type: 'conjunction' }).format(reasons);
}

function ReviewedCustomer({ customer }: { readonly customer: ReviewedCustomerLine }): ReactNode {
  const { t } = useTranslation('synchronization');
  const { customerId, name, customerAccountNumber, email, phone } = customer;
  return (
    <div>
      <Anchor
        component={Link}
        to={`/customers/${customerId}`}
        fw={650}
        aria-label={t('duplicates.openCustomer', { name })}
      >
        {name}
      </Anchor>
      <Facts>
        <Fact name={t('duplicates.account')}>{customerAccountNumber}</Fact>
        <Fact name={t('duplicates.emailLabel')}>{email ?? '–'}</Fact>
        <Fact name={t('duplicates.phoneLabel')}>{phone ?? '–'}</Fact>
      </Facts>
    </div>
  );
}
