import { useTranslation } from 'react-i18next';
import type { Language } from '@counterfoil/contracts/error-register';
import { languageOf } from '../i18n.ts';

/** The language on the screen. */
export function useLanguage(): Language {
  return languageOf(useTranslation().i18n.language);
}
