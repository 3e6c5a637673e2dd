import type { Language } from '@counterfoil/contracts/error-register';
import { markup, type Markup } from '@counterfoil/http/markup';
import type { AccountField } from './account-form.ts';
import { accountTexts, type AccountText } from './account-texts.ts';

/** A field of an account form, as its page describes it. */
export interface FieldParts {
  readonly name: AccountField;
  readonly label: AccountText;
  readonly type: 'text' | 'email' | 'password';
  /** Tells browsers and password keepers what belongs here. */
  readonly autocomplete: string;
  readonly hint?: AccountText;
  /** Shown, and can't be changed. */
  readonly isFixed?: boolean;
}

/** What the field holds. */
export interface FieldState {
  readonly value: string;
  readonly problem: AccountText | undefined;
  /** The first that has to be mended: where the keyboard is. */
  readonly isFirstWrong: boolean;
}

/** A labelled field with its hint and with what is wrong with it. */
export function accountField(parts: FieldParts, language: Language, state: FieldState): Markup {
  const { name, label, type, autocomplete, hint } = parts;
  const say = accountTexts[language];
  const described = [hint && `${name}-hint`, state.problem && `${name}-problem`].filter(Boolean).join(' ');
  return markup`<div class="field"><label for="${name}">${say[label]}</label>
${hint ? markup`<p class="hint" id="${name}-hint">${say[hint]}</p>` : ''}
<input id="${name}" name="${name}" type="${type}" autocomplete="${autocomplete}" value="${state.value}"${kindOf(parts)}${described === '' ? '' : markup` aria-describedby="${described}"`}${state.problem ? markup` aria-invalid="true"` : ''}${state.isFirstWrong ? markup` autofocus` : ''}>
${state.problem ? markup`<p class="wrong" id="${name}-problem">${say[state.problem]}</p>` : ''}</div>`;
}

function kindOf({ name, type, isFixed = false }: FieldParts): Markup {
  if (isFixed) return markup` readonly`;
  if (name === 'code') return markup` class="code" inputmode="numeric" maxlength="16" required`;
  const verbatim = markup` autocapitalize="none" spellcheck="false"`;
  return type === 'text' ? markup` required` : markup`${verbatim} required`;
}
