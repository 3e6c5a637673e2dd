import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Language } from '@counterfoil/contracts/error-register';
import { languageOf } from '@counterfoil/ui/language';
import { customersTexts } from './texts/customers.ts';
import { saleTexts } from './texts/sale.ts';
import { shellTexts } from './texts/shell.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'shell';
    resources: {
      shell: typeof shellTexts.en;
      sale: typeof saleTexts.en;
      customers: typeof customersTexts.en;
    };
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
    resources: {
      en: { shell: shellTexts.en, sale: saleTexts.en, customers: customersTexts.en },
      fr: { shell: shellTexts.fr, sale: saleTexts.fr, customers: customersTexts.fr },
    },
  });
  document.documentElement.lang = i18next.language;
  i18next.on('languageChanged', (language) => {
    document.documentElement.lang = language;
  });
}

/** Goes on in `language`; `isRemembered` when this browser is to begin with it. */
export async function speak(language: Language, isRemembered: boolean): Promise<void> {
  if (isRemembered) localStorage.setItem(languageKey, language);
  await i18next.changeLanguage(language);
}

/** Goes on in the language of this browser, after somebody has signed out. */
export async function speakAsBefore(): Promise<void> {
  await i18next.changeLanguage(firstLanguage());
}
