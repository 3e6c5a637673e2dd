import { SegmentedControl, useMantineColorScheme, type MantineColorScheme } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '@counterfoil/ui/language';
import { speak } from '../i18n.ts';

/** English or French. */
export function LanguageSwitch(): ReactNode {
  const { t } = useTranslation('shell');
  return (
    <SegmentedControl
      aria-label={t('language')}
      fullWidth
      value={useLanguage()}
      onChange={(value) => void speak(value === 'fr' ? 'fr' : 'en')}
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
      value={colorScheme}
      onChange={(value) => setColorScheme(value)}
      data={schemes.map((value) => ({ value, label: labels[value] }))}
    />
  );
}
