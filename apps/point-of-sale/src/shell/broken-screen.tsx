import { List, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TillState } from '@counterfoil/till/service/till-service';
import { BigButton } from '../ui/big-button.tsx';
import { Notice, problemText } from '@counterfoil/ui/error-notice.tsx';
import { useLanguage } from '@counterfoil/ui/language';
import { ResetTill } from './reset-till.tsx';
import { StandalonePage } from './standalone-page.tsx';

/** Why the till can't be used here, and what to do. */
export function BrokenScreen({ state }: { readonly state: TillState }): ReactNode {
  const { t } = useTranslation('shell');
  const language = useLanguage();
  return (
    <StandalonePage title={t('brokenTitle')}>
      <Notice tone="problem">{problemText(state.problem ?? { code: 'internal_error' }, language)}</Notice>
      <Text fw={600}>{t('brokenSteps')}</Text>
      <List type="ordered" spacing={6} className="steps">
        <List.Item>{t('brokenStep1')}</List.Item>
        <List.Item>{t('brokenStep2')}</List.Item>
        <List.Item>{t('brokenStep3')}</List.Item>
      </List>
      <BigButton icon="refresh" onClick={() => location.reload()}>
        {t('tryAgain')}
      </BigButton>
      {state.phase === 'broken' && state.problem?.code === 'till_database_corrupt' && <ResetTill state={state} />}
    </StandalonePage>
  );
}
