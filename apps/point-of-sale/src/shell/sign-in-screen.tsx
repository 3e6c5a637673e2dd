import { Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TillState } from '@counterfoil/till/service/till-service';
import { useTill } from '../till/use-till.ts';
import { CredentialsForm } from '../ui/credentials-form.tsx';
import { ModePill } from './mode-pill.tsx';
import { StandalonePage } from './standalone-page.tsx';

/** Somebody signs in, or unlocks the till. `lastWorkerId` was signed in when it locked. */
export function SignInScreen(props: { readonly state: TillState; readonly lastWorkerId: string }): ReactNode {
  const { state, lastWorkerId } = props;
  const { t } = useTranslation('shell');
  const till = useTill();
  const place = [state.channel?.name, state.register?.name].filter(Boolean).join(' · ');
  return (
    <StandalonePage title={t('signInTitle')} place={place || undefined}>
      <Group justify="space-between" mih={28}>
        <ModePill mode={state.connection.mode} />
        {state.transaction && state.transaction.lines.length > 0 && (
          <Text size="sm" className="quiet">
            {t('lockedHint')}
          </Text>
        )}
      </Group>
      <CredentialsForm workerId={lastWorkerId} submitLabel={t('signIn')} onSubmit={(request) => till.signIn(request)} />
    </StandalonePage>
  );
}
