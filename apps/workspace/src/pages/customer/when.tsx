import type { ReactNode } from 'react';
import type { Language } from '@counterfoil/contracts/error-register';
import { useLanguage } from '@counterfoil/ui/language';

/** Date and time to the second: the steps of a customer follow one another within seconds. */
export function whenText(iso: string, language: Language): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'medium' }).format(new Date(iso));
}

/** A moment, for people and for machines. */
export function When({ at }: { readonly at: string }): ReactNode {
  const language = useLanguage();
  return (
    <time dateTime={at} className="figures">
      {whenText(at, language)}
    </time>
  );
}
