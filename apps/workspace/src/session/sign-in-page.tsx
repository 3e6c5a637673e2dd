import { Button, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { LanguageSwitch } from '../shell/preferences.tsx';
import { StandalonePage } from '../shell/standalone-pages.tsx';

/** The way in: by the identity provider, and back to the page that was asked for. */
export function SignInPage({ isDemonstration }: { readonly isDemonstration: boolean }): ReactNode {
  const { t } = useTranslation('shell');
  const returnTo = `${location.pathname}${location.search}`;
  return (
    <StandalonePage title={t('product')}>
      <Stack>
        {isDemonstration && <Text className="quiet">{t('signInDemonstration')}</Text>}
        <Button component="a" href={`/session/sign-in?returnTo=${encodeURIComponent(returnTo)}`} size="md">
          {t('signIn')}
        </Button>
        <LanguageSwitch />
      </Stack>
    </StandalonePage>
  );
}
