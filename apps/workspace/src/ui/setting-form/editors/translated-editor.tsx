import { SimpleGrid, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { FramedEditorProps } from '../field-editor.tsx';
import { ListFrame } from './list-editors.tsx';

/** The languages of the product with their own names. */
export const languageNames = { en: 'English', fr: 'Français' } as const;

/** A text in each language. */
export function TranslatedEditor({ field, frame, value, problemAt, onChange }: FramedEditorProps): ReactNode {
  const { t } = useTranslation('setup');
  const texts = (value ?? {}) as Readonly<Record<string, string>>;
  return (
    <ListFrame frame={{ ...frame, error: undefined }}>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        {(['en', 'fr'] as const).map((language) => (
          <TextInput
            key={language}
            label={languageNames[language]}
            aria-label={t('textIn', { name: frame.label, language: languageNames[language] })}
            lang={language}
            withAsterisk
            value={texts[language] ?? ''}
            error={problemAt(`${field.name}.${language}`)}
            onChange={(event) => onChange({ ...texts, [language]: event.currentTarget.value })}
          />
        ))}
      </SimpleGrid>
    </ListFrame>
  );
}
