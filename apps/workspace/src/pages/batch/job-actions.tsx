import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { JobStatus } from '@counterfoil/contracts/administration/batch-jobs';
import { Icon } from '@counterfoil/ui/icons.tsx';
import { useLanguage } from '@counterfoil/ui/language';
import { useToast } from '@counterfoil/ui/toasts.tsx';
import type { Action } from '@counterfoil/ui/use-action';
import { beginRun, cancelRun, setWithheld } from '../../api/batch-jobs.ts';
import { useReadAgain } from '../../api/use-reading.ts';
import { useMay } from '../../session/session.ts';
import { ConfirmButton } from './confirm-button.tsx';

interface JobActionsProps {
  readonly job: JobStatus;
  /** Keeps why something was refused, for the page to show. */
  readonly action: Action;
}

/** What can be done with a job: run it, cancel its run, withhold or release it. */
export function JobActions({ job, action }: JobActionsProps): ReactNode {
  const { t } = useTranslation('batch');
  const may = useMay();
  const toast = useToast();
  const readAgain = useReadAgain();
  const act = async (work: () => Promise<unknown>, text: string): Promise<void> => {
    if (await action.run(work)) toast({ text, icon: 'check' });
    await readAgain('jobs');
  };
  const title = job.title[useLanguage()];
  const { name, running, withheld } = job;
  return (
    <>
      {may('runBatchJob') && !running && !withheld && (
        <Button
          leftSection={<Icon name="refresh" sizePx={16} />}
          loading={action.isBusy}
          onClick={() => void act(() => beginRun(name), t('begun'))}
        >
          {t('runNow')}
        </Button>
      )}
      {may('cancelBatchJob') && running && (
        <ConfirmButton
          label={t('cancelRun')}
          title={t('cancelTitle', { job: title })}
          text={t('cancelText')}
          keep={t('keep')}
          onConfirm={() => void act(() => cancelRun(name), t('cancelAsked'))}
        />
      )}
      {may('withholdBatchJob') &&
        (withheld ? (
          <Button loading={action.isBusy} onClick={() => void act(() => setWithheld(name, false), t('released'))}>
            {t('release')}
          </Button>
        ) : (
          <WithholdButton title={title} onConfirm={() => void act(() => setWithheld(name, true), t('withheldNow'))} />
        ))}
    </>
  );
}

function WithholdButton({ title, onConfirm }: { readonly title: string; onConfirm(): void }): ReactNode {
  const { t } = useTranslation('batch');
  const { t: shell } = useTranslation('shell');
  return (
    <ConfirmButton
      label={t('withhold')}
      title={t('withholdTitle', { job: title })}
      text={t('withholdText')}
      keep={shell('cancel')}
      onConfirm={onConfirm}
    />
  );
}
