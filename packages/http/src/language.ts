import type { Language } from '@counterfoil/contracts/error-register';
import { languages } from '@counterfoil/contracts/error-register';

const languageDefault: Language = 'en';

/** The language that an `Accept-Language` header prefers among ours; English when it names none. */
export function languageOf(acceptLanguage: string | undefined): Language {
  if (!acceptLanguage) return languageDefault;
  let preferred: Language = languageDefault;
  let highestWeight = 0;
  for (const entry of acceptLanguage.split(',')) {
    const [tag = '', ...parameters] = entry.split(';').map((part) => part.trim().toLowerCase());
    const language = languages.find((candidate) => candidate === tag.split('-')[0]);
    const weight = Number(parameters.find((part) => part.startsWith('q='))?.slice(2) ?? 1);
    if (!language || !(weight > highestWeight)) continue;
    preferred = language;
    highestWeight = weight;
  }
  return preferred;
}
