import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorNotice } from '@counterfoil/ui/error-notice.tsx';
import { useAction } from '@counterfoil/ui/use-action';
import { useReturnedFocus } from '@counterfoil/ui/use-returned-focus';

interface AskProps {
  readonly title: string;
  /** What happens, a sentence each. */
  readonly sentences: readonly string[];
  /** The word on the button that does it. */
  readonly action: string;
  readonly run: () => Promise<unknown>;
  onClose(): void;
}

/** Asks before something is ended or deleted, and says what happens. */
export function Ask({ title, sentences, action, run, onClose }: AskProps): ReactNode {
  const shell = useTranslation('shell').t;
  const doing = useAction();
  useReturnedFocus();
  const confirm = async (): Promise<void> => {
    if (await doing.run(run)) onClose();
  };
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': shell('close') }} zIndex={300}>
      <Stack>
        <ErrorNotice error={doing.error} />
        {sentences.map((sentence) => (
          <Text key={sentence}>{sentence}</Text>
        ))}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            {shell('cancel')}
          </Button>
          <Button color="red" loading={doing.isBusy} onClick={() => void confirm()}>
            {action}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
