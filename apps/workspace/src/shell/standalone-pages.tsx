import { Button, Center, Loader, Paper, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CodedError } from '@counterfoil/contracts/refusal';
import { ErrorNotice } from '@counterfoil/ui/error-notice.tsx';

/** A page with nothing around it. */
export function StandalonePage({
  title,
  children,
}: {
  readonly title: string;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <Center component="main" mih="100%" p="md">
      <Paper withBorder radius="lg" p="xl" w="100%" maw={480}>
        <Stack>
          <Title order={1} size="h2">
            {title}
          </Title>
          {children}
        </Stack>
      </Paper>
    </Center>
  );
}

/** While it isn't known yet who has signed in. */
export function LoadingPage(): ReactNode {
  const { t } = useTranslation('shell');
  return (
    <Center component="main" mih="100%" role="status">
      <Stack align="center">
        <Loader aria-hidden="true" />
        <Text>{t('loading')}</Text>
      </Stack>
    </Center>
  );
}

/** When headquarters doesn't answer at the very start. */
export function UnreachablePage({ error, again }: { readonly error: CodedError; again(): void }): ReactNode {
  const { t } = useTranslation('shell');
  return (
    <StandalonePage title={t('failedTitle')}>
      <ErrorNotice error={error} />
      <Button onClick={again}>{t('tryAgain')}</Button>
    </StandalonePage>
  );
}
