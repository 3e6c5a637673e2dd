import { List, Stack, Text, TextInput } from '@mantine/core';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { activationCodeLength } from '@counterfoil/contracts/devices';
import type { TillState } from '@counterfoil/till/service/till-service';
import { useTill } from '../till/use-till.ts';
import { BigButton } from '../ui/big-button.tsx';
import { ErrorNotice, Notice, problemText } from '../ui/error-notice.tsx';
import { useLanguage } from '../ui/language.ts';
import { useAction } from '../ui/use-action.ts';
import { StandalonePage } from './standalone-page.tsx';

const groupLength = 4;

/** A typed code in groups of four, as it is written down. */
function groupedCode(text: string): string {
  const characters = text
    .toUpperCase()
    .replace(/[^A-Z0-9]/gu, '')
    .slice(0, activationCodeLength);
  return characters.replace(new RegExp(`(.{${groupLength}})(?=.)`, 'gu'), '$1-');
}

/** Makes this browser a till, for the first time or again. */
export function ActivationScreen({ state }: { readonly state: TillState }): ReactNode {
  const { t } = useTranslation('shell');
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
      <CodeForm />
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

function CodeForm(): ReactNode {
  const { t } = useTranslation('shell');
  const till = useTill();
  const [code, setCode] = useState('');
  const action = useAction();
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void action.run(() => till.activate(code));
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <TextInput
          label={t('activationCode')}
          description={t('activationCodeHint')}
          size="lg"
          classNames={{ input: 'code-input' }}
          value={code}
          onChange={(event) => setCode(groupedCode(event.currentTarget.value))}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          data-autofocus
          autoFocus
        />
        <ErrorNotice error={action.error} />
        <BigButton type="submit" fullWidth loading={action.isBusy} disabled={code.length === 0}>
          {t('activate')}
        </BigButton>
      </Stack>
    </form>
  );
}
