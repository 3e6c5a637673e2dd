import { textLengthMax } from '@counterfoil/contracts/customer';
import { isEmail } from '@counterfoil/customer/validate/field-formats';
import { isBlank, isSafeText, normalizeText } from '@counterfoil/customer/validate/text-rules';
import type { AccountText } from './account-texts.ts';
import { addressKey } from './accounts.ts';
import { passwordLength } from './passwords.ts';

/** Names of the fields of the account forms. */
export const accountFields = ['givenName', 'familyName', 'email', 'password', 'code'] as const;

/** A field of an account form. */
export type AccountField = (typeof accountFields)[number];

/** What was typed. */
export type AccountForm = Readonly<Record<AccountField, string>>;

/** What is wrong with fields. */
export type FieldProblems = Readonly<Partial<Record<AccountField, AccountText>>>;

/** What was typed into a form; a field that it doesn't have is empty. Names and addresses come without spaces around them. */
export function readAccountForm(form: URLSearchParams): AccountForm {
  const typed = (field: AccountField): string => form.get(field) ?? '';
  return {
    givenName: normalizeText(typed('givenName')),
    familyName: normalizeText(typed('familyName')),
    email: normalizeText(typed('email')),
    password: typed('password'),
    /* People group the digits, and copy spaces with them. */
    code: typed('code').replace(/[\s-]/gu, ''),
  };
}

const rules: Readonly<Record<AccountField, (form: AccountForm) => AccountText | null>> = {
  givenName: ({ givenName }) => nameProblem(givenName),
  familyName: ({ familyName }) => nameProblem(familyName),
  email: ({ email }) =>
    email.length <= textLengthMax.email && isSafeText(email) && isEmail(email) ? null : 'emailWrong',
  password: newPasswordProblem,
  code: ({ code }) => (/^\d{6}$/u.test(code) ? null : 'codeWrong'),
};

/** What is wrong with these fields of a form; null when nothing is. */
export function problemsOf(form: AccountForm, fields: readonly AccountField[]): FieldProblems | null {
  const problems = fields.flatMap((field) => {
    const problem = rules[field](form);
    return problem === null ? [] : [[field, problem] as const];
  });
  return problems.length === 0 ? null : Object.fromEntries(problems);
}

function nameProblem(name: string): AccountText | null {
  if (isBlank(name)) return 'nameMissing';
  return name.length <= textLengthMax.name && isSafeText(name) && !/[<>]/u.test(name) ? null : 'nameWrong';
}

/* Length is what makes a password hard to guess; which characters it has to contain is nobody's business. */
function newPasswordProblem({ password, email }: AccountForm): AccountText | null {
  const { length } = Array.from(password.normalize('NFC'));
  if (length < passwordLength.min) return 'passwordShort';
  if (length > passwordLength.max) return 'passwordLong';
  return addressKey(password) === addressKey(email) ? 'passwordIsAddress' : null;
}
