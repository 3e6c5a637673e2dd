import { SegmentedControl, useMantineColorScheme, type MantineColorScheme } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { speak } from '../i18n.ts';
import { useLanguage } from '@counterfoil/ui/language';

/** English or French. `isRemembered`: before sign-in the choice is this browser's, afterwards the worker's. */
export function LanguageSwitch({ isRemembered }: { readonly isRemembered: boolean }): ReactNode {
  const { t } = useTranslation('shell');
  const language = useLanguage();
  return (
    <SegmentedControl
      aria-label={t('language')}
      size="md"
      value={language}
      onChange={(value) => void speak(value === 'fr' ? 'fr' : 'en', isRemembered)}
      data={[
        { value: 'en', label: <span lang="en">English</span> },
        { value: 'fr', label: <span lang="fr">Français</span> },
      ]}
    />
  );
}

const schemes: readonly MantineColorScheme[] = ['auto', 'light', 'dark'];

/** Light, dark, or as the device is set. */
export function ColorSchemeSwitch(): ReactNode {
  const { t } = useTranslation('shell');
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const labels = { auto: t('colorSchemeAuto'), light: t('colorSchemeLight'), dark: t('colorSchemeDark') };
  return (
    <SegmentedControl
      aria-label={t('colorScheme')}
      fullWidth
      size="md"
      value={colorScheme}
      onChange={(value) => setColorScheme(value)}
      data={schemes.map((value) => ({ value, label: labels[value] }))}
    />
  );
}
