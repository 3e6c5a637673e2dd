import { List, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TillState } from '@counterfoil/till/service/till-service';
import { useTill } from '../till/use-till.ts';
import { Notice, problemText } from '@counterfoil/ui/error-notice.tsx';
import { useLanguage } from '@counterfoil/ui/language';
import { ActivationCodeForm } from './activation-code-form.tsx';
import { StandalonePage } from './standalone-page.tsx';

/** Makes this browser a till, for the first time or again. */
export function ActivationScreen({ state }: { readonly state: TillState }): ReactNode {
  const { t } = useTranslation('shell');
  const till = useTill();
  const titles = { reactivation: t('reactivationTitle'), revoked: t('revokedTitle') } as const;
  const title =
    state.phase === 'reactivation' || state.phase === 'revoked' ? titles[state.phase] : t('activationTitle');
  return (
    <StandalonePage title={title}>
      <Reason state={state} />
      <List type="ordered" spacing={6} className="steps">
        <List.Item>{t('activationStep1')}</List.Item>
        <List.Item>{t('activationStep2')}</List.Item>
        <List.Item>{t('activationStep3')}</List.Item>
      </List>
      <ActivationCodeForm submitLabel={t('activate')} onSubmit={(code) => till.activate(code)} />
    </StandalonePage>
  );
}

function Reason({ state: { phase, problem } }: { readonly state: TillState }): ReactNode {
  const { t } = useTranslation('shell');
  const language = useLanguage();
  const areRecordsKept = phase === 'reactivation' && problem?.code === 'till_keys_lost';
  return (
    <>
      {problem && <Notice tone="warning">{problemText(problem, language)}</Notice>}
      {phase === 'revoked' && <Text>{t('revokedText')}</Text>}
      {areRecordsKept && (
        <Stack gap={4}>
          <Text>{t('reactivationKept')}</Text>
          <Text fw={600}>{t('reactivationWarning')}</Text>
        </Stack>
      )}
    </>
  );
}
