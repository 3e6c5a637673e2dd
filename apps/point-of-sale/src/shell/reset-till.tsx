import { Checkbox, Modal, Stack, Text } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TillState } from '@counterfoil/till/service/till-service';
import { useTill } from '../till/use-till.ts';
import { BigButton } from '../ui/big-button.tsx';
import { Notice } from '@counterfoil/ui/error-notice.tsx';
import { ActivationCodeForm } from './activation-code-form.tsx';

/**
 * The way out of a database that can't be read. It takes a new activation code, which only an administrator hands out, and
 * says before what is lost by it.
 */
export function ResetTill({ state }: { readonly state: TillState }): ReactNode {
  const { t } = useTranslation('shell');
  const [isAsked, setAsked] = useState(false);
  return (
    <>
      <Text className="quiet">{t('resetHint')}</Text>
      <BigButton variant="default" onClick={() => setAsked(true)}>
        {t('resetTill')}
      </BigButton>
      {isAsked && <ResetDialog state={state} onClose={() => setAsked(false)} />}
    </>
  );
}

interface ResetDialogProps {
  readonly state: TillState;
  readonly onClose: () => void;
}

function ResetDialog({ state, onClose }: ResetDialogProps): ReactNode {
  const { t } = useTranslation('shell');
  const till = useTill();
  const [isUnderstood, setUnderstood] = useState(false);
  const count = state.problem?.parameters?.['count'];
  return (
    <Modal opened onClose={onClose} size="lg" title={t('resetTill')} closeButtonProps={{ 'aria-label': t('close') }}>
      <Stack gap="md">
        <Notice tone="problem">
          {count === undefined ? t('resetLosesUnknown') : t('resetLoses', { count: Number(count) })}
        </Notice>
        <Text>{t('resetKeeps')}</Text>
        <Checkbox
          size="md"
          label={t('resetUnderstood')}
          checked={isUnderstood}
          onChange={(event) => setUnderstood(event.currentTarget.checked)}
        />
        <ActivationCodeForm
          submitLabel={t('resetConfirm')}
          isHeld={!isUnderstood}
          onSubmit={(code) => till.resetTill(code)}
        />
      </Stack>
    </Modal>
  );
}
