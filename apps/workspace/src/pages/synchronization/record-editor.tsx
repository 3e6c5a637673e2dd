import { Button, Group, Stack, Switch, Title } from '@mantine/core';
import { useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerFormSettings } from '@counterfoil/contracts/administration/customer-form-settings';
import type { StatusEntry } from '@counterfoil/contracts/administration/synchronization-status';
import type { CustomerChanges } from '@counterfoil/contracts/customer-operation';
import { ErrorNotice, Notice, problemText } from '@counterfoil/ui/error-notice.tsx';
import { useLanguage } from '@counterfoil/ui/language';
import { useToast } from '@counterfoil/ui/toasts.tsx';
import { useAction } from '@counterfoil/ui/use-action';
import { saveRecord, synchronizeRecord } from '../../api/synchronization-status.ts';
import { useReadAgain } from '../../api/use-reading.ts';
import { clock } from '../../browser-seams.ts';
import { useMay } from '../../session/session.ts';
import { ReadOnlyNotice } from '../../shell/page-states.tsx';
import { UnsavedGuard } from '../../shell/unsaved-guard.tsx';
import { Corrections } from './corrections.tsx';
import { withValue } from './edited-changes.ts';
import { editorOf } from './record-editors.ts';
import { RecordFacts } from './record-facts.tsx';
import { recordProblems } from './record-problems.ts';
import { recordSections } from './record-sections.ts';
import { ValuesTable } from './values-table.tsx';

const nothing: CustomerChanges = { fields: {}, addresses: [] };

interface RecordEditorProps {
  readonly entry: StatusEntry;
  readonly settings: CustomerFormSettings;
}

/** A record with what is wrong with it, its values to correct, and the ways on. */
export function RecordEditor({ entry, settings }: RecordEditorProps): ReactNode {
  const { t } = useTranslation('synchronization');
  const language = useLanguage();
  const [typed, setTyped] = useState<CustomerChanges | null>(null);
  const [isAll, setAll] = useState(entry.changes === null);
  const may = useMay();
  const isFailed = entry.status === 'failed';
  const isEditable = isFailed && may('saveFailedOperation');
  const draft = typed ?? entry.changes ?? nothing;
  const problems = useMemo(
    () => (isFailed ? recordProblems(entry, draft, settings, clock.now().toISOString().slice(0, 10)) : []),
    [entry, draft, settings, isFailed],
  );
  const wordOf = (value: string): string => t(`record.words.${value as 'person'}`);
  const sections = recordSections(entry, draft, {
    language,
    all: isAll,
    failedField: entry.lastKnownError?.field ?? '',
  });
  const fields = new Set(sections.flatMap(({ lines }) => lines.map(({ field }) => field)));
  return (
    <Stack>
      <UnsavedGuard isDirty={typed !== null} />
      {isFailed && !may('saveFailedOperation') && <ReadOnlyNotice />}
      {isFailed && entry.lastKnownError && <Notice tone="problem">{entry.lastKnownError.message}</Notice>}
      {isFailed && entry.changes === null && <Notice tone="warning">{t('record.unreadable')}</Notice>}
      <RecordFacts entry={entry} />
      <Group justify="space-between">
        <Title order={2} size="h4">
          {t('record.attributes')}
        </Title>
        {isEditable && (
          <Switch
            label={t('record.showAllFields')}
            checked={isAll}
            onChange={(event) => setAll(event.currentTarget.checked)}
          />
        )}
      </Group>
      {problems
        .filter(({ field }) => !fields.has(field))
        .map((problem) => (
          <Notice key={`${problem.code} ${problem.field}`} tone="warning">
            {problemText(problem, language)}
          </Notice>
        ))}
      <ValuesTable
        sections={sections}
        editorOf={(field) => editorOf(field, { settings, legalEntity: entry.legalEntity, language, wordOf })}
        problemAt={(field) => {
          const problem = problems.find((candidate) => candidate.field === field);
          return problem && problemText(problem, language);
        }}
        isEditable={isEditable}
        onChange={(field, value) => setTyped(withValue(draft, field, value))}
      />
      {isEditable && (
        <RecordActions
          operationId={entry.operationId}
          typed={typed}
          problemCount={problems.length}
          onDone={() => setTyped(null)}
        />
      )}
      <Corrections corrections={entry.corrections} />
    </Stack>
  );
}

interface RecordActionsProps {
  readonly operationId: string;
  /** What was changed and is not saved; null: nothing. */
  readonly typed: CustomerChanges | null;
  readonly problemCount: number;
  onDone(): void;
}

function RecordActions({ operationId, typed, problemCount, onDone }: RecordActionsProps): ReactNode {
  const { t } = useTranslation('synchronization');
  const action = useAction();
  const toast = useToast();
  const readAgain = useReadAgain();
  const run = async (work: () => Promise<unknown>, text: string): Promise<void> => {
    const isDone = await action.run(async () => {
      await work();
      onDone();
      await readAgain('synchronizationStatus');
    });
    if (isDone) toast({ text, icon: 'check' });
  };
  const isRight = problemCount === 0;
  return (
    <Stack gap="xs" className="record-actions">
      <ErrorNotice error={action.error} />
      {typed !== null && !isRight && <Notice tone="warning">{t('record.invalid', { count: problemCount })}</Notice>}
      <Group>
        <Button
          disabled={typed !== null && !isRight}
          loading={action.isBusy}
          onClick={() => void run(() => synchronizeRecord(operationId, typed), t('record.synchronized'))}
        >
          {t(typed === null ? 'record.synchronize' : 'record.saveAndSynchronize')}
        </Button>
        <Button
          variant="default"
          disabled={typed === null || !isRight}
          loading={action.isBusy}
          onClick={() => typed && void run(() => saveRecord(operationId, typed), t('record.saved'))}
        >
          {t('record.save')}
        </Button>
        {typed !== null && (
          <Button variant="subtle" onClick={onDone}>
            {t('record.discard')}
          </Button>
        )}
      </Group>
    </Stack>
  );
}
