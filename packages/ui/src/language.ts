import { useTranslation } from 'react-i18next';
import type { Language } from '@counterfoil/contracts/error-register';

/** English or French, from a language tag such as `fr-CH`. */
export function languageOf(tag: string): Language {
  return tag.toLowerCase().startsWith('fr') ? 'fr' : 'en';
}

/** The language on the screen. */
export function useLanguage(): Language {
  return languageOf(useTranslation().i18n.language);
}
