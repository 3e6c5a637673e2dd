import { Button, Group, Text } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListedFeature } from '@counterfoil/contracts/administration/features';
import { ErrorNotice, Notice } from '@counterfoil/ui/error-notice.tsx';
import { useToast } from '@counterfoil/ui/toasts.tsx';
import { useAction } from '@counterfoil/ui/use-action';
import { beginRun } from '../../api/batch-jobs.ts';
import { featureJob, readFeatures } from '../../api/features.ts';
import { useReading } from '../../api/use-reading.ts';
import { useLanguage } from '@counterfoil/ui/language';
import { useMay } from '../../session/session.ts';
import { PageFrame } from '../../shell/page-frame.tsx';
import { AnswerState, ReadOnlyNotice } from '../../shell/page-states.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { useFeatureColumns } from './feature-columns.tsx';
import { FeatureDialog } from './feature-dialog.tsx';
import { actsOn, type Switching } from './feature-relations.ts';
import { Relations } from './relations.tsx';
import { SwitchDialog } from './switch-dialog.tsx';
import { useFeatureFacts, type FeatureFacts } from './use-feature-facts.ts';
import './features.css';

/** *Feature management* (LK-06). */
export default function FeaturesPage(): ReactNode {
  const { t } = useTranslation('features');
  const language = useLanguage();
  const may = useMay();
  const facts = useFeatureFacts();
  const reading = useReading({ topic: 'features', key: ['list', language], read: readFeatures });
  const features = reading.data?.features ?? [];
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [switching, setSwitching] = useState<Switching | null>(null);
  const [opened, setOpened] = useState<string | null>(null);
  const columns = useFeatureColumns(facts.configurations);
  const maySwitch = may('enableFeatures');
  const close = (isDone: boolean): void => {
    setSwitching(null);
    if (isDone) setSelected(new Set());
  };
  return (
    <PageFrame
      title={t('title')}
      section="administration"
      help={t('help')}
      actions={maySwitch && <Actions chosen={chosenOf(features, selected)} onSwitch={setSwitching} />}
    >
      {maySwitch ? <Text size="sm">{t('chooseHint')}</Text> : <ReadOnlyNotice />}
      <JobNotice features={features} facts={facts} />
      <AnswerState reading={reading}>
        {() => (
          <>
            <DataTable
              label={t('list')}
              columns={columns}
              rows={features}
              keyOf={({ featureId }) => featureId}
              nameOf={({ name }) => name}
              onOpen={({ featureId }) => setOpened(featureId)}
              {...(maySwitch && { selection: { selected, onChange: setSelected } })}
              empty={{ icon: 'list', title: t('emptyTitle') }}
            />
            <Relations features={features} />
          </>
        )}
      </AnswerState>
      <FeatureDialog
        feature={features.find(({ featureId }) => featureId === opened) ?? null}
        configurations={facts.configurations}
        onClose={() => setOpened(null)}
      />
      {switching && (
        <SwitchDialog
          switching={switching}
          chosen={[...selected]}
          features={features}
          facts={facts}
          onChoose={(chosen) => setSelected(new Set(chosen))}
          onClose={close}
        />
      )}
    </PageFrame>
  );
}

function chosenOf(features: readonly ListedFeature[], selected: ReadonlySet<string>): ListedFeature[] {
  return features.filter(({ featureId }) => selected.has(featureId));
}

interface ActionsProps {
  readonly chosen: readonly ListedFeature[];
  onSwitch(switching: Switching): void;
}

function Actions({ chosen, onSwitch }: ActionsProps): ReactNode {
  const { t } = useTranslation('features');
  const areSome = (isMeant: (feature: ListedFeature) => boolean): boolean => chosen.length > 0 && chosen.every(isMeant);
  return (
    <>
      <Button disabled={!areSome(({ state }) => state !== 'on')} onClick={() => onSwitch('enable')}>
        {t('enable')}
      </Button>
      <Button variant="default" disabled={!areSome(({ state }) => state !== 'on')} onClick={() => onSwitch('schedule')}>
        {t('schedule')}
      </Button>
      <Button
        variant="default"
        disabled={!areSome(({ state, stage }) => state !== 'off' && stage !== 'mandatory')}
        onClick={() => onSwitch('disable')}
      >
        {t('disable')}
      </Button>
    </>
  );
}

interface JobNoticeProps {
  readonly features: readonly ListedFeature[];
  readonly facts: FeatureFacts;
}

/** When channels wait for a job that doesn't run by itself: says so, and runs it. */
function JobNotice({ features, facts }: JobNoticeProps): ReactNode {
  const { t } = useTranslation('features');
  const may = useMay();
  const toast = useToast();
  const { isBusy, error, run } = useAction();
  const isBehind = facts.configurations.some((one) => features.some((feature) => actsOn(feature, one) === false));
  if (!isBehind || facts.job?.recurrence !== 'off') return null;
  const runNow = async (): Promise<void> => {
    if (await run(() => beginRun(featureJob))) toast({ icon: 'clock', text: t('runStarted') });
  };
  return (
    <Notice tone="warning">
      <Group justify="space-between">
        {t('jobOff')}
        {may('runBatchJob') && (
          <Button size="xs" variant="default" loading={isBusy} onClick={() => void runNow()}>
            {t('runNow')}
          </Button>
        )}
      </Group>
      <ErrorNotice error={error} />
    </Notice>
  );
}
