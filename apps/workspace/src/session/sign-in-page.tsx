import { Button, Group, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Notice, problemText } from '@counterfoil/ui/error-notice.tsx';
import { useLanguage } from '@counterfoil/ui/language';
import { LanguageSwitch } from '../shell/preferences.tsx';
import { StandalonePage } from '../shell/standalone-pages.tsx';
import { readSignInAddress, signInHref } from './sign-in-address.ts';

interface SignInPageProps {
  readonly isDemonstration: boolean;
  readonly canSignIn: boolean;
}

/** The way in: by the identity provider, and back to the page that was asked for. */
export function SignInPage({ isDemonstration, canSignIn }: SignInPageProps): ReactNode {
  const { t } = useTranslation('shell');
  return (
    <StandalonePage title={t('product')}>
      <Stack>
        {canSignIn ? <WayIn isDemonstration={isDemonstration} /> : <NotConfigured />}
        <LanguageSwitch />
      </Stack>
    </StandalonePage>
  );
}

function WayIn({ isDemonstration }: Pick<SignInPageProps, 'isDemonstration'>): ReactNode {
  const { t } = useTranslation('session');
  const language = useLanguage();
  const { problem, returnTo } = readSignInAddress(location);
  return (
    <>
      {problem !== null && <Notice tone="problem">{problemText({ code: problem }, language)}</Notice>}
      <Text className="quiet">{t(isDemonstration ? 'demonstration' : 'lead')}</Text>
      <Button component="a" href={signInHref(returnTo, language)} size="md">
        {t(problem === null ? 'signIn' : 'tryAgain')}
      </Button>
    </>
  );
}

function NotConfigured(): ReactNode {
  const { t } = useTranslation('session');
  return <Notice tone="warning">{t('notConfigured')}</Notice>;
}

/** In a tab that was opened only to sign in again. */
export function SignedInAgainPage(): ReactNode {
  const { t } = useTranslation('session');
  return (
    <StandalonePage title={t('backTitle')}>
      <Text>{t('back')}</Text>
      <Group>
        <Button component="a" href="/workspace/overview" variant="default">
          {t('toOverview')}
        </Button>
      </Group>
    </StandalonePage>
  );
}
