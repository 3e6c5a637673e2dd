import { Button, Modal } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConvertEverything } from '@counterfoil/contracts/administration/convert-everything';
import { ErrorNotice } from '@counterfoil/ui/error-notice.tsx';
import { Icon } from '@counterfoil/ui/icons.tsx';
import { useAction } from '@counterfoil/ui/use-action';
import { convertEverything, readConvertEverything } from '../../api/convert-everything.ts';
import { useReadAgain, useReading } from '../../api/use-reading.ts';
import { useMay } from '../../session/session.ts';
import { ConversionProgress } from './conversion-progress.tsx';
import './batch.css';

/**
 * *Convert everything now*: runs the P-job, the synchronise job and 1010 in order, at headquarters. While a run is under
 * way, whoever began it, the button shows its step and opens its progress.
 */
export function ConvertEverythingButton(): ReactNode {
  const { t } = useTranslation('batch');
  const { t: shell } = useTranslation('shell');
  const may = useMay();
  const readAgain = useReadAgain();
  const action = useAction();
  const [isOpen, { open, close }] = useDisclosure(false);
  const reading = useReading({
    topic: 'jobs',
    key: ['convert-everything'],
    read: readConvertEverything,
    isWanted: may('getConvertEverything'),
  });
  const step = stepUnderWay(reading.data);
  const press = async (): Promise<void> => {
    open();
    if (step !== null) return;
    await action.run(convertEverything);
    await readAgain('jobs');
  };
  if (!may('convertEverything')) return null;
  return (
    <>
      <Button
        leftSection={<Icon name="refresh" sizePx={16} />}
        variant={step === null ? 'filled' : 'light'}
        onClick={() => void press()}
      >
        {step === null ? t('convert') : t('convertUnderWay', { step })}
      </Button>
      <Modal
        opened={isOpen}
        onClose={close}
        size="lg"
        title={t('convertTitle')}
        closeButtonProps={{ 'aria-label': shell('close') }}
      >
        <ErrorNotice error={action.error} />
        {reading.data && <ConversionProgress status={reading.data} isStarting={action.isBusy} />}
      </Modal>
    </>
  );
}

function stepUnderWay(status: ConvertEverything | undefined): number | null {
  if (status?.run?.state !== 'running') return null;
  return Math.max(1, status.run.steps.findIndex(({ state }) => state === 'running') + 1);
}
