import { useDebouncedValue } from '@mantine/hooks';
import { useEffect, useMemo, useState } from 'react';
import type { CodedError } from '@counterfoil/contracts/refusal';
import type { FoundCustomers } from '@counterfoil/till/service/till-service';
import { useTill } from '../till/use-till.ts';
import { codedErrorOf } from '@counterfoil/ui/coded-error';
import { useLanguage } from '@counterfoil/ui/language';
import { searchQuestion, type Criterion, type SearchScope } from './search-question.ts';

/** Typing pauses that a search waits for: this store answers at once, headquarters is asked less often. */
const debounceMs = { store: 120, allStores: 400 } as const satisfies Record<SearchScope, number>;

/** What a search found so far. */
export interface CustomerSearchState {
  /** Null before the first answer; the answer before stays while the next is on its way. */
  readonly found: FoundCustomers | null;
  readonly error: CodedError | null;
  readonly isSearching: boolean;
}

interface Answered {
  readonly question: string;
  readonly found: FoundCustomers | null;
  readonly error: CodedError | null;
}

const nothing: Answered = { question: '', found: null, error: null };

/** Searches as somebody types; an answer to what has been overtyped since is dropped. `round` asks again. */
export function useCustomerSearch(
  typed: string,
  criterion: Criterion,
  scope: SearchScope,
  round: string,
): CustomerSearchState {
  const till = useTill();
  const language = useLanguage();
  const [settled] = useDebouncedValue(typed, debounceMs[scope]);
  const [answered, setAnswered] = useState(nothing);
  const search = useMemo(() => searchQuestion(settled, criterion, scope), [settled, criterion, scope]);
  const question = JSON.stringify([search, scope, language, round]);
  useEffect(() => {
    if (!search) return;
    let isCurrent = true;
    till.searchCustomers(search, scope, language).then(
      (found) => isCurrent && setAnswered({ question, found, error: null }),
      (error: unknown) => isCurrent && setAnswered({ question, found: null, error: codedErrorOf(error) }),
    );
    return () => {
      isCurrent = false;
    };
  }, [till, search, scope, language, question]);
  if (!search || searchQuestion(typed, criterion, scope) === null)
    return { found: null, error: null, isSearching: false };
  const isSearching = answered.question !== question || settled !== typed;
  return { found: answered.found, error: answered.error, isSearching };
}
