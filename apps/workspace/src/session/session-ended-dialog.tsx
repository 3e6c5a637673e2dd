import { Button, Group, Modal, Stack, Text, VisuallyHidden } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '@counterfoil/ui/language';
import type { ShownSession } from './shown-session.ts';
import { signedInAgainPath, signInHref } from './sign-in-address.ts';

/** Above every other window: what stands below must wait. */
const aboveAll = 1_000;
/** Keeps the windows below from taking the Escape key as theirs, which would close them with what was typed. */
const keepsKeys = { 'data-mantine-stop-propagation': 'true' };

/** Stands above the pages of somebody whose session has ended: they stay as they are until the session is back. */
export function SessionEndedDialog({ shown }: { readonly shown: ShownSession }): ReactNode {
  const { t } = useTranslation('session');
  const isOpen = shown.state === 'ended' || shown.state === 'other';
  return (
    <Modal
      opened={isOpen}
      onClose={() => undefined}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      zIndex={aboveAll}
      title={t(shown.state === 'other' ? 'otherTitle' : 'endedTitle')}
    >
      {isOpen && <WayBack shown={shown} />}
    </Modal>
  );
}

function WayBack({ shown }: { readonly shown: Extract<ShownSession, { state: 'ended' | 'other' }> }): ReactNode {
  const { t } = useTranslation('session');
  const isOther = shown.state === 'other';
  return (
    <Stack>
      <Text>{isOther ? t('other', { now: shown.now.name, before: shown.session.name }) : t('ended')}</Text>
      <Group justify="flex-end">
        {isOther && (
          <Button variant="default" onClick={() => location.reload()} {...keepsKeys}>
            {t('goOnAs', { name: shown.now.name })}
          </Button>
        )}
        <SignInAgain />
      </Group>
      <Text size="sm" className="quiet" role="status">
        {t('waiting')}
      </Text>
    </Stack>
  );
}

/** Signs in again beside the pages that are open. */
export function SignInAgain(): ReactNode {
  const { t } = useTranslation('session');
  const href = signInHref(signedInAgainPath, useLanguage());
  return (
    <Button component="a" href={href} target="_blank" rel="noreferrer" data-autofocus {...keepsKeys}>
      {t('signInAgain')}
      <VisuallyHidden> {t('newTab')}</VisuallyHidden>
    </Button>
  );
}
