import { useDebouncedValue } from '@mantine/hooks';
import { useEffect, useMemo, useState } from 'react';
import type { DuplicateHint, DuplicateQuestion } from '@counterfoil/till/service/till-service';
import { useTill } from '../till/use-till.ts';
import { useLanguage } from '@counterfoil/ui/language';
import type { CustomerForm } from '@counterfoil/ui/customer-form/customer-form';
import { duplicateQuestion } from '@counterfoil/ui/customer-form/duplicate-question';

const debounceMs = 350;

/** Who the new customer may be already, asked while somebody types (BX-04). None while too little is known. */
export function useDuplicateHints(form: CustomerForm): readonly DuplicateHint[] {
  const till = useTill();
  const language = useLanguage();
  const [hints, setHints] = useState<readonly DuplicateHint[]>([]);
  const asked = useMemo(() => JSON.stringify(duplicateQuestion(form)), [form]);
  const [question] = useDebouncedValue(asked, debounceMs);
  useEffect(() => {
    let isCurrent = true;
    const parsed = JSON.parse(question) as DuplicateQuestion | null;
    const answer = parsed ? till.possibleDuplicates(parsed, language) : Promise.resolve([]);
    answer.then(
      (found) => isCurrent && setHints(found),
      // Only a hint: headquarters looks for duplicates again when the customer arrives.
      () => isCurrent && setHints([]),
    );
    return () => {
      isCurrent = false;
    };
  }, [till, question, language]);
  return hints;
}
