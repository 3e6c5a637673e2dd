import { Group, Stack, Text, Title } from '@mantine/core';
import { useEffect, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '@counterfoil/ui/language';
import { menuModules, type MenuSection, type Named } from './page-entry.ts';

interface PageFrameProps {
  readonly title: string;
  /** Where the page is in the menu, shown above the title. */
  readonly section?: MenuSection;
  /** What the page is for, in a sentence or two. */
  readonly help?: ReactNode;
  /** What can be done here: buttons. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** What every page has: its place, its one title, what it is for, and what can be done on it. */
export function PageFrame({ title, section, help, actions, children }: PageFrameProps): ReactNode {
  const { t } = useTranslation('shell');
  useEffect(() => {
    document.title = `${title} · ${t('product')}`;
  }, [title, t]);
  return (
    <Stack gap="md" className="page">
      <Group justify="space-between" align="flex-end" gap="sm">
        <div className="grow">
          {section && <MenuPath section={section} />}
          <Title order={1} size="h2">
            {title}
          </Title>
          {help !== undefined && (
            <Text className="quiet page-help" size="sm">
              {help}
            </Text>
          )}
        </div>
        {actions !== undefined && <Group gap="xs">{actions}</Group>}
      </Group>
      {children}
    </Stack>
  );
}

function MenuPath({ section }: { readonly section: MenuSection }): ReactNode {
  const language = useLanguage();
  const found = menuModules.find(({ sections }) => section in sections);
  const named = found && (found.sections as Readonly<Record<string, Named>>)[section];
  if (!found || !named) return null;
  return (
    <Text size="xs" className="quiet">
      {found.title[language]} › {named[language]}
    </Text>
  );
}
