import { useCallback, useMemo, useState } from 'react';
import { problemText } from '../error-notice.tsx';
import { useLanguage } from '../language.ts';
import type { CustomerForm } from './customer-form.ts';
import type { FormProblems } from './form-problems.ts';

const noProblems: FormProblems = new Map();

/** A form that is being filled in: what is wrong with it, and what of that is shown. */
export interface CustomerFormState<Form extends CustomerForm = CustomerForm> {
  /** Changes the form; what was refused at these places is asked about anew. */
  change(patch: Partial<Form>, ...places: readonly string[]): void;
  /** The sentence to show at a place; null: nothing is wrong, or nobody has been there yet. */
  errorAt(place: string): string | null;
  /** Somebody leaves the field: from now on it says what is wrong with it. */
  leave(place: string): void;
  /** What is wrong by the shared rules, shown or not. */
  readonly problems: FormProblems;
  /** What the engine refused and nobody has changed since. */
  readonly refused: FormProblems;
  /** From now on everything that is wrong is shown. */
  showAll(): void;
  refuse(problems: FormProblems): void;
  readonly showsAll: boolean;
}

/**
 * Keeps what is wrong with `form`. A field says so once somebody has left it, all of them after *Save*; a refusal of the
 * engine stays at its field until that is changed.
 */
export function useCustomerForm<Form extends CustomerForm>(
  form: Form,
  setForm: (form: Form) => void,
  check: (form: Form) => FormProblems,
): CustomerFormState<Form> {
  const language = useLanguage();
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [showsAll, setShowsAll] = useState(false);
  const [refused, setRefused] = useState(noProblems);
  const problems = useMemo(() => check(form), [check, form]);
  const change = useCallback(
    (patch: Partial<Form>, ...places: readonly string[]) => {
      setForm({ ...form, ...patch });
      setRefused((before) => without(before, places));
    },
    [form, setForm],
  );
  const leave = useCallback((place: string) => setLeft((before) => new Set([...before, place])), []);
  const errorAt = (place: string): string | null => {
    const isShown = showsAll || [...left].some((one) => isWithin(place, one));
    const problem = refused.get(place) ?? (isShown ? problems.get(place) : undefined);
    return problem ? problemText(problem, language) : null;
  };
  return { change, leave, errorAt, problems, refused, showsAll, showAll: () => setShowsAll(true), refuse: setRefused };
}

function isWithin(place: string, outer: string): boolean {
  return place === outer || place.startsWith(`${outer}.`);
}

/* A changed list moves its entries: what was refused anywhere in it is asked about anew. The whole is always anew. */
function without(problems: FormProblems, places: readonly string[]): FormProblems {
  if (problems.size === 0) return problems;
  return new Map([...problems].filter(([place]) => place !== '' && !places.some((one) => isWithin(place, one))));
}
