import { textLengthMax } from '@counterfoil/contracts/customer';
import type { Language } from '@counterfoil/contracts/error-register';
import { markup, type Markup } from '@counterfoil/http/markup';
import type { Shop } from '../shop.ts';
import { layoutTexts } from '../texts/layout.ts';
import { formTokenField, newFormToken } from '../visit/form-token.ts';
import type { Visit } from '../visit/visit.ts';

/** What is wrong with one field of a form, or with the form as a whole where `field` is empty. */
export interface FieldProblem {
  readonly field: string;
  readonly message: string;
}

/** What every field of a form has. */
interface Field {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly language: Language;
  readonly isRequired?: boolean;
  readonly hint?: string;
  readonly problems?: readonly FieldProblem[];
  /** Shown, but not to be changed now; the form says why. */
  readonly isLocked?: boolean;
}

/** A field that text is typed into. */
export interface TextField extends Field {
  readonly type?: 'text' | 'email' | 'tel' | 'date' | 'number';
  /** By which browsers fill it in (HTML *autofill field names*). */
  readonly autocomplete?: string;
  readonly lengthMax?: number;
  readonly inputMode?: 'numeric';
  readonly min?: number | string;
  readonly max?: number | string;
}

/** A field that one of several values is chosen in. */
export interface SelectField extends Field {
  readonly choices: readonly { readonly value: string; readonly label: string }[];
  /** What stands for no value; without it there always is one. */
  readonly none?: string;
  readonly autocomplete?: string;
  /** The script has the form drawn anew when it changes; without script a button does. */
  readonly redraws?: boolean;
}

/** A form that changes something, with its proof. */
export function form(
  shop: Pick<Shop, 'sealKey' | 'seams'>,
  visit: Pick<Visit, 'visitId' | 'session'>,
  parts: {
    readonly action: string;
    /** What it is for; the receiver names the same. */
    readonly purpose: string;
    readonly content: Markup | readonly Markup[];
    readonly class?: string;
    /** Of a form whose fate nobody knows: shown with its own token, it does one thing however often it is sent. */
    readonly token?: string | undefined;
  },
): Markup {
  const token = parts.token ?? newFormToken(shop, visit, parts.purpose);
  return markup`<form method="post" action="${parts.action}" class="${parts.class ?? 'fields'}">
<input type="hidden" name="${formTokenField}" value="${token}">
${parts.content}
</form>`;
}

/** What is wrong, above a form: said at once by screen readers, each with the way to its field. */
export function problemSummary(problems: readonly FieldProblem[], language: Language): Markup {
  if (problems.length === 0) return markup``;
  const lines = problems.map(({ field, message }) =>
    field === '' ? markup`<li>${message}</li>` : markup`<li><a href="#${idOf(field)}">${message}</a></li>`,
  );
  return markup`<div class="notice bad" role="alert" tabindex="-1" data-focus><h2>${layoutTexts[language].errorTitle}</h2><ul>${lines}</ul></div>`;
}

/** A sentence that stands out. */
export function notice(tone: 'good' | 'hint' | 'warn', text: string | Markup): Markup {
  return markup`<div class="notice ${tone}" role="status"><p>${text}</p></div>`;
}

/** A text field with its label, hint and problem. */
export function textField(field: TextField): Markup {
  const { name, value, type = 'text', autocomplete, lengthMax = textLengthMax.name } = field;
  const input = markup`<input id="${idOf(name)}" name="${name}" type="${type}" value="${value}" maxlength="${String(lengthMax)}"${attributes(
    {
      autocomplete,
      inputmode: field.inputMode,
      min: field.min === undefined ? undefined : String(field.min),
      max: field.max === undefined ? undefined : String(field.max),
    },
  )}${state(field)}>`;
  return labelled(field, input);
}

/** A choice among few or many values. */
export function selectField(field: SelectField): Markup {
  const { name, value, choices, none, autocomplete, redraws } = field;
  const first = none === undefined ? '' : option('', none, value === '');
  const options = choices.map((choice) => option(choice.value, choice.label, choice.value === value));
  const redraw = redraws ? markup` data-redraws` : '';
  return labelled(
    field,
    markup`<select id="${idOf(name)}" name="${name}"${attributes({ autocomplete })}${redraw}${state(field)}>${first}${options}</select>`,
  );
}

/** A yes or no; a box that is not ticked sends nothing. */
export function checkbox(field: Omit<Field, 'value'> & { readonly isChecked: boolean }): Markup {
  const { name, label, hint, isChecked } = field;
  const checked = isChecked ? markup` checked` : '';
  return markup`<div class="field check"><label><input id="${idOf(name)}" type="checkbox" name="${name}" value="yes"${checked}${state(
    { ...field, value: '' },
  )}><span>${label}</span></label>${hintOf(name, hint)}${problemsOf(field)}</div>`;
}

/** The button that sends the form. */
export function submit(
  text: string,
  options: {
    readonly name?: string;
    readonly value?: string;
    readonly tone?: 'plain' | 'danger';
    /** What is read out in its place; begins with the text. */
    readonly spoken?: string;
  } = {},
): Markup {
  const { name, value, tone, spoken } = options;
  return markup`<button type="submit"${attributes({ name, value, class: tone, 'aria-label': spoken })}>${text}</button>`;
}

function labelled(field: Field, input: Markup): Markup {
  const { name, label, language, isRequired, hint } = field;
  const note = isRequired ? '' : markup` <small>(${layoutTexts[language].optional})</small>`;
  return markup`<div class="field"><label for="${idOf(name)}">${label}${note}</label>${hintOf(name, hint)}${input}${problemsOf(field)}</div>`;
}

function idOf(name: string): string {
  return `field-${name}`;
}

function hintOf(name: string, hint: string | undefined): Markup {
  return hint === undefined ? markup`` : markup`<p class="hint" id="${idOf(name)}-hint">${hint}</p>`;
}

function problemsOf({ name, problems = [] }: Pick<Field, 'name' | 'problems'>): Markup {
  const own = problems.filter(({ field }) => field === name);
  if (own.length === 0) return markup``;
  return markup`<p class="problem" id="${idOf(name)}-problem">${own.map(({ message }) => message).join(' ')}</p>`;
}

function state({ name, isRequired, isLocked, hint, problems = [] }: Field): Markup {
  const isWrong = problems.some(({ field }) => field === name);
  const described = [hint === undefined ? '' : `${idOf(name)}-hint`, isWrong ? `${idOf(name)}-problem` : '']
    .filter(Boolean)
    .join(' ');
  return markup`${attributes({
    required: isRequired ? '' : undefined,
    disabled: isLocked ? '' : undefined,
    'aria-invalid': isWrong ? 'true' : undefined,
    'aria-describedby': described || undefined,
  })}`;
}

function attributes(values: Readonly<Record<string, string | undefined>>): Markup {
  const given = Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return markup`${given.map(([name, value]) => markup` ${name}="${value}"`)}`;
}

function option(value: string, label: string, isChosen: boolean): Markup {
  return markup`<option value="${value}"${isChosen ? markup` selected` : ''}>${label}</option>`;
}
