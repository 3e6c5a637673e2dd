import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isErrorCode, messageOf } from '@counterfoil/contracts/error-register';
import type { Problem } from '@counterfoil/contracts/customer-operation';
import { CodedError } from '@counterfoil/contracts/refusal';
import { useLanguage } from '@counterfoil/ui/language';
import { useAction, type Action } from '@counterfoil/ui/use-action';
import { faultsOf, type FieldFault, type FieldSchema } from './field-schema.ts';
import type { SettingForm, SettingValue } from './setting-form.ts';
import { isSame, withField, type Draft } from './setting-draft.ts';

/** A setting while it is edited. */
export interface SettingEditor {
  readonly value: SettingValue;
  readonly isDirty: boolean;
  /** Somebody else has saved it while it was being edited here. */
  readonly isOvertaken: boolean;
  readonly action: Action;
  /** What the server says that belongs to no field of the form. */
  readonly otherError: CodedError | null;
  problemAt(path: string): string | undefined;
  change(field: string, value: unknown): void;
  /** Goes back to what is saved. */
  discard(): void;
  /** Shows every mistake; answers the path of the first, null when there is none. */
  firstFault(): string | null;
  /** Saves; answers whether it succeeded. */
  save(send: (value: SettingValue) => Promise<unknown>): Promise<boolean>;
}

interface EditedSetting {
  readonly form: SettingForm;
  readonly schema: FieldSchema;
  /** As it is saved; null for a new one. */
  readonly saved: SettingValue | null;
  /** What a new one begins with. */
  readonly fresh: SettingValue;
}

/** Holds what is typed, says what is wrong with it as it is typed, and saves it. */
export function useSettingEditor({ form, schema, saved, fresh }: EditedSetting): SettingEditor {
  const [draft, setDraft] = useState<Draft | null>(null);
  const [isAllShown, setAllShown] = useState(false);
  const [told, setTold] = useState<readonly Problem[]>([]);
  const action = useAction();
  const sentenceOf = useFaultSentence();
  const language = useLanguage();
  const original = saved ?? fresh;
  const value = draft?.value ?? original;
  const isDirty = draft !== null && !isSame(draft.value, original);
  const faults = faultsOf(schema, value);

  const change = useCallback(
    (field: string, next: unknown) => {
      setDraft((current) =>
        withField(current ?? { base: saved, value: original, touched: new Set() }, form, field, next),
      );
      setTold((problems) => problems.filter((problem) => !isAt(problem.field, field)));
    },
    [form, original, saved],
  );
  const problemAt = (path: string): string | undefined => {
    const problem = told.find(({ field }) => isAt(field, path));
    if (problem && isErrorCode(problem.code)) return messageOf(problem.code, language, problem.parameters);
    const isShown = isAllShown || draft?.touched.has(path.split('.')[0] ?? '');
    const fault = isShown ? faults.find(({ field }) => isAt(field, path)) : undefined;
    return fault && sentenceOf(fault);
  };
  const known = (problem: Problem): boolean => (problem.field.split('.')[0] ?? '') in value;
  const error = action.error;
  const others = error?.problems.filter((problem) => problem.field === '' || !known(problem)) ?? [];
  return {
    value,
    isDirty,
    isOvertaken: isDirty && draft.base !== null && !isSame(draft.base, saved),
    action,
    otherError: error && others.length > 0 ? new CodedError(error.code, others) : null,
    problemAt,
    change,
    discard() {
      setDraft(null);
      setAllShown(false);
      setTold([]);
      action.clear();
    },
    firstFault() {
      setAllShown(true);
      return faults[0]?.field ?? null;
    },
    save: (send) =>
      action.run(async () => {
        try {
          await send(value);
          setTold([]);
        } catch (problem) {
          if (problem instanceof CodedError) setTold(problem.problems);
          throw problem;
        }
        setAllShown(false);
      }),
  };
}

/** Whether a problem is about a field or a part of it. */
function isAt(problemField: string, field: string): boolean {
  return problemField === field || problemField.startsWith(`${field}.`);
}

function useFaultSentence(): (fault: FieldFault) => string {
  const { t } = useTranslation('setup');
  const language = useLanguage();
  return ({ rule, bound = 0 }) => t(`rule.${rule}`, { bound: new Intl.NumberFormat(language).format(bound) });
}
