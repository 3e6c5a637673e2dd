import { Button, Checkbox, Group, Modal, Paper, Stack, Text, Title } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorNotice, Notice } from '@counterfoil/ui/error-notice.tsx';
import { useAction } from '@counterfoil/ui/use-action';
import { readSetting, saveSetting } from '../../api/settings.ts';
import { useReadAgain, useReading } from '../../api/use-reading.ts';
import { useMay } from '../../session/session.ts';
import { AnswerState } from '../../shell/page-states.tsx';
import type { ConfirmationProps, PanelProps, SettingParts } from '../../ui/setting-form/setting-pages.ts';

const customersJob = { kind: 'scheduler-jobs', key: ['1010'] } as const;
const filterField = 'filterSharedCustomerDataTables';
const exclusionField = 'excludeFromOfflineDatabases';

/** Says what the filter takes away, and has it confirmed. */
function FilterConfirmation({ onConfirm, onCancel }: ConfirmationProps): ReactNode {
  const { t } = useTranslation('setup');
  const [isUnderstood, setUnderstood] = useState(false);
  return (
    <Modal opened onClose={onCancel} title={t('filterTitle')} closeButtonProps={{ 'aria-label': t('close') }} size="lg">
      <Stack>
        <Notice tone="warning">{t('filterWarning')}</Notice>
        <Text>{t('filterReminder')}</Text>
        <Checkbox
          label={t('filterUnderstood')}
          checked={isUnderstood}
          onChange={(event) => setUnderstood(event.currentTarget.checked)}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onCancel} data-autofocus>
            {t('cancel')}
          </Button>
          <Button color="red" disabled={!isUnderstood} onClick={onConfirm}>
            {t('filterSwitchOn')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

/** Whether job 1010 is excluded as well, with the button that does it. */
function CustomersJobPanel({ setting, mayChange }: PanelProps): ReactNode {
  const { t } = useTranslation('setup');
  const job = useReading({
    topic: 'settings',
    key: ['one', ...customersJob.key, 'exclusion'],
    read: (signal) => readSetting(customersJob, signal),
  });
  return (
    <Paper withBorder p="md" component="section" aria-label={t('customersJob')}>
      <Title order={2} size="h4" mb="xs">
        {t('customersJob')}
      </Title>
      <AnswerState reading={job}>
        {({ setting: found }) => (
          <Exclusion
            isFiltered={setting[filterField] === true}
            isExcluded={found[exclusionField] === true}
            mayChange={mayChange}
          />
        )}
      </AnswerState>
    </Paper>
  );
}

interface ExclusionProps {
  readonly isFiltered: boolean;
  readonly isExcluded: boolean;
  readonly mayChange: boolean;
}

function Exclusion({ isFiltered, isExcluded, mayChange }: ExclusionProps): ReactNode {
  const { t } = useTranslation('setup');
  const action = useAction();
  const readAgain = useReadAgain();
  const may = useMay()('putSchedulerJobSetting') && mayChange;
  if (isExcluded) return <Text size="sm">{t(isFiltered ? 'customersJobExcluded' : 'customersJobExcludedAlone')}</Text>;
  const exclude = (): Promise<boolean> =>
    action.run(async () => {
      const { setting } = await readSetting(customersJob);
      await saveSetting(customersJob, { ...setting, [exclusionField]: true });
      await readAgain('settings', 'channels');
    });
  return (
    <Stack gap="xs" align="flex-start">
      {isFiltered ? (
        <Notice tone="warning">{t('customersJobNotExcluded')}</Notice>
      ) : (
        <Text size="sm">{t('customersJobIncluded')}</Text>
      )}
      {isFiltered && may && (
        <Button size="xs" loading={action.isBusy} onClick={() => void exclude()}>
          {t('excludeCustomersJob')}
        </Button>
      )}
      <ErrorNotice error={action.error} />
    </Stack>
  );
}

/** What a Commerce channel schema has beyond its fields. */
export const channelSchemaParts: SettingParts = {
  Panel: CustomersJobPanel,
  confirmation: {
    isNeeded: (before, after) => after[filterField] === true && before?.[filterField] !== true,
    Confirmation: FilterConfirmation,
  },
};
