import { Button, Group, Modal, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { WantedModes } from '@counterfoil/contracts/administration/switch-preview';
import type { SettingValue } from '../../ui/setting-form/setting-form.ts';
import type { ConfirmationProps, SettingParts } from '../../ui/setting-form/setting-pages.ts';
import { SwitchPreview } from '../synchronization/switch-preview.tsx';

const modes = [
  'createCustomerInAsyncMode',
  'createCustomerOrderInAsyncMode',
  'createCustomerOrderWithAsyncFallback',
] as const satisfies readonly (keyof WantedModes)[];

/** Whether a change of a profile changes which way customers or orders go. */
function changesModes(before: SettingValue | null, after: SettingValue): boolean {
  return before !== null && modes.some((mode) => before[mode] !== after[mode]);
}

function wantedModes(value: SettingValue): WantedModes {
  return Object.fromEntries(modes.map((mode) => [mode, value[mode] === true]));
}

/** Shows what the switch will change, and for whom, before it is made. */
function SwitchConfirmation({ after, settingKey: [id = ''], onConfirm, onCancel }: ConfirmationProps): ReactNode {
  const { t } = useTranslation('setup');
  return (
    <Modal opened onClose={onCancel} title={t('switchTitle')} closeButtonProps={{ 'aria-label': t('close') }} size="xl">
      <Stack>
        <SwitchPreview functionalityProfileId={id} wanted={wantedModes(after)} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onCancel} data-autofocus>
            {t('cancel')}
          </Button>
          <Button onClick={onConfirm}>{t('switchTo')}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}

/** What a functionality profile has beyond its fields: a switch of its modes is looked at first. */
export const profileParts: SettingParts = {
  confirmation: { isNeeded: changesModes, Confirmation: SwitchConfirmation },
};
