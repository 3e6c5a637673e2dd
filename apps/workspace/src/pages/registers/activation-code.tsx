import { Button, CopyButton, Group, List, Modal, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { IssuedActivationCodeAnswer } from '@counterfoil/contracts/administration/registers';
import { dateTimeText } from '@counterfoil/ui/formats';
import { Icon } from '@counterfoil/ui/icons.tsx';
import { useLanguage } from '@counterfoil/ui/language';
import { useReturnedFocus } from '@counterfoil/ui/use-returned-focus';

interface ActivationCodeProps {
  readonly name: string;
  readonly issued: IssuedActivationCodeAnswer;
  onClose(): void;
}

/** A new activation code, shown this once, with what to do with it. */
export function ActivationCode({ name, issued, onClose }: ActivationCodeProps): ReactNode {
  const { t } = useTranslation('registers');
  const shell = useTranslation('shell').t;
  const language = useLanguage();
  useReturnedFocus();
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('codeTitle', { name })}
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': shell('close') }}
      zIndex={300}
    >
      <Stack>
        <output className="activation-code">{issued.code}</output>
        <Text>{t('codeOnce', { time: dateTimeText(issued.expiresAt, language) })}</Text>
        <Group>
          <CopyButton value={issued.code}>
            {({ copied, copy }) => (
              <Button
                variant="default"
                onClick={copy}
                leftSection={<Icon name={copied ? 'check' : 'list'} sizePx={16} />}
              >
                {t(copied ? 'codeCopied' : 'codeCopy')}
              </Button>
            )}
          </CopyButton>
        </Group>
        <Title order={3} size="h5">
          {t('codeSteps')}
        </Title>
        <List type="ordered" spacing="xs">
          <List.Item>{t('codeStep1')}</List.Item>
          <List.Item>{t('codeStep2')}</List.Item>
          <List.Item>{t('codeStep3')}</List.Item>
        </List>
        <Group justify="flex-end">
          <Button onClick={onClose} data-autofocus>
            {shell('close')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
