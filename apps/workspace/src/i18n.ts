import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Language } from '@counterfoil/contracts/error-register';
import { languageOf } from '@counterfoil/ui/language';
import dayjs from 'dayjs';
import french from 'dayjs/locale/fr';
import { texts } from './texts/texts.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'shell';
    resources: { readonly [Area in keyof typeof texts]: (typeof texts)[Area]['en'] };
  }
}

const languageKey = 'counterfoil.language';

/** The language that this browser last used here, else the one it prefers. */
function firstLanguage(): Language {
  return languageOf(localStorage.getItem(languageKey) ?? navigator.language);
}

/** Puts the texts in place; to be done before anything is drawn. */
export async function startTranslation(): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: firstLanguage(),
    fallbackLng: 'en',
    defaultNS: 'shell',
    interpolation: { escapeValue: false },
    resources: { en: resourcesOf('en'), fr: resourcesOf('fr') },
  });
  follow(languageOf(i18next.language));
  i18next.on('languageChanged', (tag) => follow(languageOf(tag)));
}

function resourcesOf(language: Language): Record<string, object> {
  return Object.fromEntries(Object.entries(texts).map(([area, words]) => [area, words[language]]));
}

function follow(language: Language): void {
  document.documentElement.lang = language;
  dayjs.locale(language === 'fr' ? french : 'en');
}

/** Goes on in `language`, and begins with it the next time. */
export async function speak(language: Language): Promise<void> {
  localStorage.setItem(languageKey, language);
  await i18next.changeLanguage(language);
}
