import { Alert } from '@mantine/core';
import type { ReactNode } from 'react';
import { isErrorCode, messageOf, type Language } from '@counterfoil/contracts/error-register';
import type { CodedError } from '@counterfoil/contracts/refusal';
import type { Problem } from '@counterfoil/contracts/customer-operation';
import { Icon } from './icons.tsx';
import { useLanguage } from './language.ts';

/** The sentence of a problem in `language`; a code of a newer register reads as a bug. */
export function problemText({ code, parameters }: Omit<Problem, 'field'>, language: Language): string {
  return isErrorCode(code) ? messageOf(code, language, parameters) : messageOf('internal_error', language);
}

/** What went wrong, each problem in a sentence of the register; nothing while `error` is null. */
export function ErrorNotice({ error }: { readonly error: CodedError | null }): ReactNode {
  const language = useLanguage();
  if (!error) return null;
  const sentences = new Set(error.problems.map((problem) => problemText(problem, language)));
  return (
    <Notice tone="problem">
      {[...sentences].map((sentence) => (
        <div key={sentence}>{sentence}</div>
      ))}
    </Notice>
  );
}

const tones = {
  problem: { color: 'red', icon: 'alert', role: 'alert' },
  warning: { color: 'yellow', icon: 'alert', role: 'status' },
  hint: { color: 'teal', icon: 'check', role: 'status' },
} as const;

/** A sentence that must be seen, told to screen readers as it comes. */
export function Notice({
  tone,
  children,
}: {
  readonly tone: keyof typeof tones;
  readonly children: ReactNode;
}): ReactNode {
  const { color, icon, role } = tones[tone];
  return (
    <Alert color={color} variant="light" role={role} icon={<Icon name={icon} />} className="notice" data-tone={tone}>
      {children}
    </Alert>
  );
}
