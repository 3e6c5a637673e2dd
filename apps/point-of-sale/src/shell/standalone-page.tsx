import { Group, Paper, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { LanguageSwitch } from './preferences.tsx';

interface StandalonePageProps {
  readonly title: string;
  /** Store and register, once they are known. */
  readonly place?: string | undefined;
  readonly children: ReactNode;
}

/** A page of its own before anybody has signed in: one card in the middle, language above it. */
export function StandalonePage({ title, place, children }: StandalonePageProps): ReactNode {
  const { t } = useTranslation('shell');
  return (
    <div className="standalone">
      <header className="standalone-header">
        <Group gap="sm" wrap="nowrap">
          <img src={`${import.meta.env.BASE_URL}icon.svg`} width={40} height={40} alt="" />
          <div>
            <Text fw={700} lh={1.2}>
              {t('productName')}
            </Text>
            <Text size="sm" lh={1.2} className="quiet">
              {place ?? t('productSubtitle')}
            </Text>
          </div>
        </Group>
        <LanguageSwitch isRemembered />
      </header>
      <main className="standalone-main">
        <Paper className="standalone-card" shadow="sm" radius="lg" p="xl">
          <Stack gap="md">
            <Title order={1} size="h2">
              {title}
            </Title>
            {children}
          </Stack>
        </Paper>
      </main>
    </div>
  );
}
