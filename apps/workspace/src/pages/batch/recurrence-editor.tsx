import { Button, Group, Stack, Text } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { JobStatus } from '@counterfoil/contracts/administration/batch-jobs';
import { ErrorNotice } from '@counterfoil/ui/error-notice.tsx';
import { useLanguage } from '@counterfoil/ui/language';
import { useToast } from '@counterfoil/ui/toasts.tsx';
import { useAction } from '@counterfoil/ui/use-action';
import { setRecurrence } from '../../api/batch-jobs.ts';
import { useReadAgain } from '../../api/use-reading.ts';
import { UnsavedGuard } from '../../shell/unsaved-guard.tsx';
import { choiceOf, recurrenceOf } from './recurrence-choice.ts';
import { RecurrenceFields } from './recurrence-fields.tsx';
import { RecurrencePreview } from './recurrence-preview.tsx';
import { recurrenceWords } from './recurrence-words.ts';

interface RecurrenceEditorProps {
  readonly job: JobStatus;
  readonly mayChange: boolean;
}

/** When a job runs by itself: chosen, in plain words, with the next runs as they would be. */
export function RecurrenceEditor({ job, mayChange }: RecurrenceEditorProps): ReactNode {
  const { t } = useTranslation('batch');
  const { t: shell } = useTranslation('shell');
  const language = useLanguage();
  const toast = useToast();
  const readAgain = useReadAgain();
  const action = useAction();
  /** Null: as it is kept. */
  const [edited, setEdited] = useState<ReturnType<typeof choiceOf> | null>(null);
  const choice = edited ?? choiceOf(job.recurrence);
  const recurrence = recurrenceOf(choice);
  const isDirty = recurrence !== job.recurrence;
  const save = async (text: string): Promise<void> => {
    if (!(await action.run(() => setRecurrence(job.name, text)))) return;
    await readAgain('jobs');
    setEdited(null);
    toast({ text: t('changeSaved', { words: recurrenceWords(text, language) }), icon: 'check' });
  };
  return (
    <Stack gap="sm">
      <RecurrenceFields choice={choice} isDisabled={!mayChange} onChange={setEdited} />
      <Text fw={600} aria-live="polite">
        {recurrence === null ? t('incomplete') : recurrenceWords(recurrence, language)}
      </Text>
      {recurrence !== null && 'timeZone' in choice && (
        <RecurrencePreview recurrence={recurrence} timeZone={choice.timeZone} />
      )}
      <ErrorNotice error={action.error} />
      {mayChange && (
        <Group>
          <Button
            disabled={!isDirty || recurrence === null}
            loading={action.isBusy}
            onClick={() => recurrence !== null && void save(recurrence)}
          >
            {shell('save')}
          </Button>
          {isDirty && (
            <Button variant="default" onClick={() => setEdited(null)}>
              {shell('cancel')}
            </Button>
          )}
        </Group>
      )}
      <UnsavedGuard isDirty={isDirty} />
    </Stack>
  );
}
