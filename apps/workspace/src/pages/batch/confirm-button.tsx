import { Button, Group, Modal, Text, type ButtonProps } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface ConfirmButtonProps extends ButtonProps {
  readonly label: string;
  /** What is asked, and what comes of it. */
  readonly title: string;
  readonly text: string;
  /** What to press to leave everything as it is. */
  readonly keep: string;
  readonly ariaLabel?: string;
  onConfirm(): void;
}

/** A button that asks before it does anything. */
export function ConfirmButton(props: ConfirmButtonProps): ReactNode {
  const { label, title, text, keep, ariaLabel, onConfirm, ...look } = props;
  const { t } = useTranslation('shell');
  const [isOpen, { open, close }] = useDisclosure(false);
  return (
    <>
      <Button variant="default" {...look} onClick={open} {...(ariaLabel !== undefined && { 'aria-label': ariaLabel })}>
        {label}
      </Button>
      <Modal opened={isOpen} onClose={close} title={title} closeButtonProps={{ 'aria-label': t('close') }}>
        <Text mb="md">{text}</Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={close} data-autofocus>
            {keep}
          </Button>
          <Button
            onClick={() => {
              close();
              onConfirm();
            }}
          >
            {label}
          </Button>
        </Group>
      </Modal>
    </>
  );
}
