import { Button, Group, Modal, Progress, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ShownCustomers } from '@counterfoil/contracts/administration/customer-list';
import { ErrorNotice, Notice } from '@counterfoil/ui/error-notice.tsx';
import { numberText } from '@counterfoil/ui/formats';
import { useLanguage } from '@counterfoil/ui/language';
import { useAction } from '@counterfoil/ui/use-action';
import { exportCustomers, saveFile } from '../../api/export-customers.ts';

interface ExportButtonProps {
  readonly shown: ShownCustomers;
  /** About how many rows it will have, where that is known. */
  readonly about: number | null;
}

/** Writes what is shown into a file, with what it is asked first and how far it is. */
export function ExportButton({ shown, about }: ExportButtonProps): ReactNode {
  const { t } = useTranslation('customers');
  const { t: shell } = useTranslation('shell');
  const [isOpen, dialog] = useDisclosure(false);
  return (
    <>
      <Button variant="default" onClick={dialog.open}>
        {t('export')}
      </Button>
      <Modal
        opened={isOpen}
        onClose={dialog.close}
        title={t('exportTitle')}
        closeButtonProps={{ 'aria-label': shell('close') }}
      >
        {isOpen && <ExportDialog shown={shown} about={about} />}
      </Modal>
    </>
  );
}

function ExportDialog({ shown, about }: ExportButtonProps): ReactNode {
  const { t } = useTranslation('customers');
  const language = useLanguage();
  const { isBusy, error, run } = useAction();
  const [rows, setRows] = useState(0);
  const [file, setFile] = useState<string | null>(null);
  const stopping = useRef<AbortController>(null);
  const start = (): Promise<unknown> =>
    run(async () => {
      const controller = new AbortController();
      stopping.current = controller;
      setFile(null);
      try {
        const exported = await exportCustomers(shown, { onRows: setRows, signal: controller.signal });
        saveFile(exported);
        setFile(exported.name);
      } catch (problem) {
        // Stopped by whoever started it: nothing went wrong.
        if (!controller.signal.aborted) throw problem;
      }
    });
  const formatted = numberText(rows, language);
  return (
    <Stack>
      <Text>{t('exportText')}</Text>
      {about !== null && <Text className="quiet">{t('exportAbout', { formatted: numberText(about, language) })}</Text>}
      {(isBusy || file !== null) && (
        <div>
          <Progress
            value={file === null ? (about ? Math.min(99, (rows / about) * 100) : 50) : 100}
            animated={isBusy}
            aria-label={t('exportTitle')}
          />
          <Text role="status" mt={4}>
            {t('exportRows', { count: rows, formatted })}
          </Text>
        </div>
      )}
      {file !== null && <Notice tone="hint">{t('exportDone', { file })}</Notice>}
      <ErrorNotice error={error} />
      <Group justify="flex-end">
        {isBusy && (
          <Button variant="default" onClick={() => stopping.current?.abort()}>
            {t('exportStop')}
          </Button>
        )}
        <Button loading={isBusy} onClick={() => void start()} data-autofocus>
          {t('exportStart')}
        </Button>
      </Group>
    </Stack>
  );
}
