import { Stack, Text, ThemeIcon, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { Icon, type IconName } from './icons.tsx';

interface EmptyStateProps {
  readonly icon: IconName;
  readonly title: string;
  readonly text?: string;
  /** What leads on, usually one button. */
  readonly children?: ReactNode;
}

/** What a list shows while there is nothing in it: what it is for, and what to do. */
export function EmptyState({ icon, title, text, children }: EmptyStateProps): ReactNode {
  return (
    <Stack align="center" justify="center" gap="xs" p="xl" ta="center">
      <ThemeIcon size={64} radius="xl" variant="light" aria-hidden="true">
        <Icon name={icon} sizePx={32} />
      </ThemeIcon>
      <Title order={2} size="h4" mt="xs">
        {title}
      </Title>
      {text !== undefined && (
        <Text className="quiet" maw={360}>
          {text}
        </Text>
      )}
      {children}
    </Stack>
  );
}
