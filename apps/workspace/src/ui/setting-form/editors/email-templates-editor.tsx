import { Code, Group, Tabs, Text, Textarea, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { FramedEditorProps } from '../field-editor.tsx';
import { ListFrame } from './list-editors.tsx';
import { languageNames } from './translated-editor.tsx';

type Template = Readonly<Record<'subject' | 'html' | 'text', string>>;

interface EmailTemplatesProps extends FramedEditorProps {
  readonly placeholders: readonly string[];
}

/** An e-mail in both languages, with the placeholders that it can hold. */
export function EmailTemplatesEditor({
  field,
  frame,
  value,
  placeholders,
  problemAt,
  onChange,
}: EmailTemplatesProps): ReactNode {
  const { t } = useTranslation('setup');
  const templates = value as Readonly<Record<'en' | 'fr', Template>>;
  return (
    <ListFrame frame={{ ...frame, error: undefined }}>
      <Text size="sm">{t('placeholders')}</Text>
      <Group gap={6}>
        {placeholders.map((name) => (
          <Code key={name}>{`%${name}%`}</Code>
        ))}
      </Group>
      <Tabs defaultValue="en" keepMounted={false}>
        <Tabs.List aria-label={frame.label}>
          {(['en', 'fr'] as const).map((language) => (
            <Tabs.Tab key={language} value={language} lang={language}>
              {languageNames[language]}
              {hasProblem(templates[language], `${field.name}.${language}`, problemAt) && ' ⚠'}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {(['en', 'fr'] as const).map((language) => (
          <Tabs.Panel key={language} value={language} pt="sm">
            <TemplateFields
              template={templates[language]}
              language={language}
              problemOf={(part) => problemAt(`${field.name}.${language}.${part}`)}
              onChange={(template) => onChange({ ...templates, [language]: template })}
            />
          </Tabs.Panel>
        ))}
      </Tabs>
    </ListFrame>
  );
}

function hasProblem(template: Template, path: string, problemAt: (path: string) => string | undefined): boolean {
  return Object.keys(template).some((part) => problemAt(`${path}.${part}`) !== undefined);
}

interface TemplateFieldsProps {
  readonly template: Template;
  readonly language: 'en' | 'fr';
  problemOf(part: string): string | undefined;
  onChange(template: Template): void;
}

function TemplateFields({ template, language, problemOf, onChange }: TemplateFieldsProps): ReactNode {
  const { t } = useTranslation('setup');
  return (
    <>
      <TextInput
        label={t('mailSubject')}
        lang={language}
        value={template.subject}
        error={problemOf('subject')}
        onChange={(event) => onChange({ ...template, subject: event.currentTarget.value })}
      />
      {(['html', 'text'] as const).map((part) => (
        <Textarea
          key={part}
          mt="sm"
          label={t(part === 'html' ? 'mailHtml' : 'mailText')}
          description={t(part === 'html' ? 'mailHtmlHelp' : 'mailTextHelp')}
          lang={language}
          autosize
          minRows={5}
          maxRows={20}
          spellCheck
          value={template[part]}
          error={problemOf(part)}
          onChange={(event) => onChange({ ...template, [part]: event.currentTarget.value })}
        />
      ))}
    </>
  );
}
