import { Alert, Anchor, Button, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { codedErrorOf } from '@counterfoil/ui/coded-error';
import { EmptyState } from '@counterfoil/ui/empty-state.tsx';
import { ErrorNotice } from '@counterfoil/ui/error-notice.tsx';
import { useLanguage } from '@counterfoil/ui/language';
import type { Named } from './page-entry.ts';

/** Instead of a page that the role of whoever has signed in doesn't include. */
export function NoPermission({ title }: { readonly title: Named }): ReactNode {
  const { t } = useTranslation('shell');
  const language = useLanguage();
  return (
    <Stack>
      <Title order={1}>{title[language]}</Title>
      <EmptyState icon="lock" title={t('noPermissionTitle')} text={t('noPermission')}>
        <ToOverview />
      </EmptyState>
    </Stack>
  );
}

/** At an address that is no page. */
export function UnknownPage(): ReactNode {
  const { t } = useTranslation('shell');
  return (
    <Stack>
      <Title order={1}>{t('unknownPageTitle')}</Title>
      <Text>{t('unknownPage')}</Text>
      <ToOverview />
    </Stack>
  );
}

function ToOverview(): ReactNode {
  const { t } = useTranslation('shell');
  return (
    <Anchor component={Link} to="/overview">
      {t('toOverview')}
    </Anchor>
  );
}

/** A bug of a page, or a page that could not be loaded: the rest of the workspace goes on. */
export function FailedPage({ error, reset }: { readonly error: unknown; reset(): void }): ReactNode {
  const { t } = useTranslation('shell');
  return (
    <Stack>
      <Title order={1}>{t('failedTitle')}</Title>
      <ErrorNotice error={codedErrorOf(error)} />
      <Group>
        <Button onClick={reset}>{t('tryAgain')}</Button>
      </Group>
    </Stack>
  );
}

/** What stands in for an answer that isn't there yet, or never came. */
interface AnswerStateProps<Answer> {
  readonly reading: {
    readonly data: Answer | undefined;
    readonly error: unknown;
    refetch(): unknown;
  };
  /** Draws the answer. */
  readonly children: (answer: Answer) => ReactNode;
}

/**
 * The answer to a reading: placeholders until it comes, the reason and a way on when it doesn't. An answer that is there
 * stays when a later one fails, with the reason above it.
 */
export function AnswerState<Answer>({ reading, children }: AnswerStateProps<Answer>): ReactNode {
  const { t } = useTranslation('shell');
  const { data, error } = reading;
  const failure = error === null || error === undefined ? null : codedErrorOf(error);
  return (
    <>
      {failure && (
        <Stack gap="xs" mb="md">
          <ErrorNotice error={failure} />
          <Group>
            <Button variant="default" onClick={() => void reading.refetch()}>
              {t('tryAgain')}
            </Button>
          </Group>
        </Stack>
      )}
      {data === undefined ? failure ? null : <Placeholders /> : children(data)}
    </>
  );
}

function Placeholders(): ReactNode {
  const { t } = useTranslation('shell');
  return (
    <div role="status" aria-label={t('loading')}>
      {['a', 'b', 'c', 'd'].map((key) => (
        <Skeleton key={key} height={44} mb="sm" />
      ))}
    </div>
  );
}

/** Says that somebody may read a page and not change it. */
export function ReadOnlyNotice(): ReactNode {
  const { t } = useTranslation('shell');
  return (
    <Alert variant="light" color="gray" role="note" className="read-only">
      {t('readOnly')}
    </Alert>
  );
}
