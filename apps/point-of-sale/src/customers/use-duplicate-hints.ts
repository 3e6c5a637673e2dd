import { useDebouncedValue } from '@mantine/hooks';
import { useEffect, useMemo, useState } from 'react';
import type { DuplicateHint, DuplicateQuestion } from '@counterfoil/till/service/till-service';
import { useTill } from '../till/use-till.ts';
import { useLanguage } from '@counterfoil/ui/language';
import type { CustomerForm } from './customer-form.ts';
import { creationOfForm } from './customer-form-request.ts';

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

/** What of a form tells who somebody is; null while there is neither a number, an e-mail address nor a place. */
export function duplicateQuestion(form: CustomerForm): DuplicateQuestion | null {
  const { firstName, lastName, organizationName, email, phone, addresses, contacts } = creationOfForm(form, []);
  const named = { firstName, lastName, organizationName, email, phone };
  const placed = addresses.filter(({ street, zipCode, city }) => street ?? zipCode ?? city);
  const isTelling = Boolean(email ?? phone) || placed.length > 0 || (contacts?.length ?? 0) > 0;
  return isTelling ? { ...present(named), addresses: placed, contacts } : null;
}

function present<Named extends object>(named: Named): Partial<Named> {
  return Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined)) as Partial<Named>;
}
