import { Button, Group, List, Modal, Stack } from '@mantine/core';
import { DatePickerInput } from '@mantine/dates';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListedFeature } from '@counterfoil/contracts/administration/features';
import { ErrorNotice, Notice } from '@counterfoil/ui/error-notice.tsx';
import { useToast } from '@counterfoil/ui/toasts.tsx';
import { useAction } from '@counterfoil/ui/use-action';
import { disableFeatures, enableFeatures, scheduleFeature } from '../../api/features.ts';
import { useReadAgain } from '../../api/use-reading.ts';
import { clock } from '../../browser-seams.ts';
import { EffectPreview } from './effect-preview.tsx';
import { alsoNeeded, type Switching } from './feature-relations.ts';
import type { FeatureFacts } from './use-feature-facts.ts';

interface SwitchDialogProps {
  readonly switching: Switching;
  readonly chosen: readonly string[];
  readonly features: readonly ListedFeature[];
  readonly facts: FeatureFacts;
  onChoose(chosen: readonly string[]): void;
  onClose(isDone: boolean): void;
}

/** Asks before features are switched: what happens, for whom, when, and what else is needed. */
export function SwitchDialog(props: SwitchDialogProps): ReactNode {
  const { switching, chosen, features, facts, onClose } = props;
  const { t } = useTranslation('features');
  const [day, setDay] = useState<string | null>(null);
  const { isBusy, error, run } = useAction();
  const readAgain = useReadAgain();
  const toast = useToast();
  const count = chosen.length;
  const confirm = async (): Promise<void> => {
    const isDone = await run(() => change(switching, chosen, day ?? ''));
    await readAgain('features', 'settings');
    if (!isDone) return;
    toast({ icon: 'check', text: t(toasts[switching], { count }) });
    onClose(true);
  };
  return (
    <Modal
      opened
      onClose={() => onClose(false)}
      title={t(`${switching}Title`, { count })}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Stack>
        <List>
          {features
            .filter(({ featureId }) => chosen.includes(featureId))
            .map(({ featureId, name }) => (
              <List.Item key={featureId}>{name}</List.Item>
            ))}
        </List>
        {switching === 'schedule' && (
          <DatePickerInput
            label={t('day')}
            description={t('dayHint')}
            minDate={tomorrow()}
            value={day}
            onChange={setDay}
            popoverProps={{ withinPortal: true }}
          />
        )}
        <EffectPreview facts={facts} switching={switching} />
        <ErrorNotice error={error} />
        <Missing {...props} />
        <Group justify="flex-end">
          <Button variant="default" onClick={() => onClose(false)}>
            {t('cancel')}
          </Button>
          <Button
            {...(switching === 'disable' && { color: 'red' })}
            loading={isBusy}
            disabled={switching === 'schedule' && day === null}
            onClick={() => void confirm()}
          >
            {t(switching)}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

const toasts = { enable: 'enabledToast', disable: 'disabledToast', schedule: 'scheduledToast' } as const;

async function change(switching: Switching, chosen: readonly string[], day: string): Promise<void> {
  if (switching === 'enable') return void (await enableFeatures(chosen));
  if (switching === 'disable') return void (await disableFeatures(chosen));
  for (const featureId of chosen) await scheduleFeature(featureId, day);
}

/** The first day that can be chosen: days begin in UTC. */
function tomorrow(): string {
  const dayMs = 24 * 60 * 60 * 1_000;
  return new Date(clock.now().getTime() + dayMs).toISOString().slice(0, 'YYYY-MM-DD'.length);
}

/** What else has to be switched, and a button that takes it in. */
function Missing({ switching, chosen, features, onChoose }: SwitchDialogProps): ReactNode {
  const { t } = useTranslation('features');
  const missing = alsoNeeded(features, chosen, switching);
  if (missing.length === 0) return null;
  return (
    <Notice tone="warning">
      <Stack gap="xs" align="flex-start">
        <div>
          {t(switching === 'disable' ? 'missingOn' : 'missing')}
          <ul>
            {missing.map(({ featureId, name }) => (
              <li key={featureId}>{name}</li>
            ))}
          </ul>
        </div>
        <Button
          variant="default"
          size="xs"
          onClick={() => onChoose([...chosen, ...missing.map(({ featureId }) => featureId)])}
        >
          {t(`${switching}Too`)}
        </Button>
      </Stack>
    </Notice>
  );
}
