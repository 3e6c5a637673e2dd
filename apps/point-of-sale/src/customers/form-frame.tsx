import './customers.css';
import { Group, Modal, Stack, Text, Title } from '@mantine/core';
import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigation } from '../navigation.ts';
import { touchTargetPx } from '@counterfoil/ui/theme';
import { BigButton } from '../ui/big-button.tsx';
import { IconButton } from '@counterfoil/ui/icon-button.tsx';
import { useReturnedFocus } from '@counterfoil/ui/use-returned-focus';

interface FormFrameProps {
  readonly title: string;
  /** Something was typed that would be lost. */
  readonly isTouched: boolean;
  readonly onLeave: () => void;
  readonly children: ReactNode;
  /** The buttons that save, always in sight. */
  readonly actions: ReactNode;
}

/** A form on a screen of its own: title and way out above, what saves below and always in sight. */
export function FormFrame({ title, isTouched, onLeave, children, actions }: FormFrameProps): ReactNode {
  const { t } = useTranslation('customers');
  const [isAsked, setAsked] = useState(false);
  const { guard } = useNavigation();
  useEffect(() => (isTouched ? guard(() => setAsked(true)) : undefined), [isTouched, guard]);
  const leave = (): void => (isTouched ? setAsked(true) : onLeave());
  return (
    <Stack className="customer-screen" gap="md" p="md" maw={960} mx="auto" w="100%">
      <Group gap="xs" wrap="nowrap">
        <IconButton icon="arrowLeft" label={t('details.back')} onClick={leave} />
        <Title order={1} size="h3">
          {title}
        </Title>
      </Group>
      {children}
      <Group className="form-actions" justify="flex-end" gap="sm" py="sm">
        <BigButton variant="default" onClick={leave}>
          {t('form.cancel')}
        </BigButton>
        {actions}
      </Group>
      {isAsked && <LeaveDialog onLeave={onLeave} onStay={() => setAsked(false)} />}
    </Stack>
  );
}

function LeaveDialog({ onLeave, onStay }: { readonly onLeave: () => void; readonly onStay: () => void }): ReactNode {
  useReturnedFocus();
  const { t } = useTranslation('customers');
  return (
    <Modal
      className="customer-screen"
      opened
      onClose={onStay}
      centered
      title={t('form.leaveTitle')}
      closeButtonProps={{ 'aria-label': t('close'), size: touchTargetPx }}
    >
      <Stack gap="md">
        <Text>{t('form.leaveText')}</Text>
        <Group justify="flex-end" gap="sm">
          <BigButton variant="default" color="red" onClick={onLeave}>
            {t('form.leave')}
          </BigButton>
          <BigButton data-autofocus onClick={onStay}>
            {t('form.stay')}
          </BigButton>
        </Group>
      </Stack>
    </Modal>
  );
}
