import { Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { SettingParts } from '../../ui/setting-form/setting-pages.ts';
import type { SettingValue } from '../../ui/setting-form/setting-form.ts';
import { languageNames } from '../../ui/setting-form/editors/translated-editor.tsx';
import { filledTemplate, type Template } from './email-sample.ts';
import './setup.css';

/** The e-mail in both languages as a customer of the example reads it. */
function EmailPreview({ value }: { readonly value: SettingValue }): ReactNode {
  const { t } = useTranslation('setup');
  const templates = value['templates'] as Readonly<Record<'en' | 'fr', Template>>;
  return (
    <Paper withBorder p="md" component="section" aria-label={t('mailPreview')}>
      <Title order={2} size="h4" mb="xs">
        {t('mailPreview')}
      </Title>
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        {(['en', 'fr'] as const).map((language) => (
          <Preview key={language} language={language} template={filledTemplate(templates[language], language)} />
        ))}
      </SimpleGrid>
    </Paper>
  );
}

function Preview({ language, template }: { readonly language: 'en' | 'fr'; readonly template: Template }): ReactNode {
  const { t } = useTranslation('setup');
  return (
    <Stack gap={4} lang={language}>
      <Text size="sm" fw={600}>
        {template.subject || '–'}
      </Text>
      {/* Nothing in it may run or lead anywhere: it is only looked at. */}
      <iframe
        className="mail-preview"
        title={t('mailPreviewIn', { language: languageNames[language] })}
        sandbox=""
        srcDoc={template.html}
        tabIndex={-1}
      />
    </Stack>
  );
}

/** What an e-mail notification profile has beyond its fields. */
export const emailParts: SettingParts = { Preview: EmailPreview };
