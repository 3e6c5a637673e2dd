import { Code, CopyButton, Button, Group, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** A code or secret that can't be shown again: it is kept only as a hash or sealed. */
export function ShownOnce({ label, secret }: { readonly label: string; readonly secret: string }): ReactNode {
  const { t } = useTranslation('setup');
  return (
    <Stack gap={4} role="status">
      <Text size="sm" fw={600}>
        {label}
      </Text>
      <Code block className="shown-once">
        {secret}
      </Code>
      <Text size="sm">{t('shownOnce')}</Text>
      <Group>
        <CopyButton value={secret}>
          {({ copied, copy }) => (
            <Button size="xs" variant="default" onClick={copy}>
              {t(copied ? 'copied' : 'copy')}
            </Button>
          )}
        </CopyButton>
      </Group>
    </Stack>
  );
}
