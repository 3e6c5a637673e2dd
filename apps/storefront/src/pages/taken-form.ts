import type { Problem } from '@counterfoil/contracts/customer-operation';
import { errorRegister, isErrorCode, messageOf, type Language } from '@counterfoil/contracts/error-register';
import { CodedError } from '@counterfoil/contracts/refusal';
import { countryName } from '@counterfoil/ui/customer-form/country-names';
import { formTokenField, readFormToken, type SentForm } from '../visit/form-token.ts';
import { forgetKeptForm, keepForm } from '../visit/kept-form.ts';
import { addCookie, clearSession } from '../visit/visit.ts';
import type { FieldProblem } from './form-parts.ts';
import { isSessionEnd, signInPath, type FormCall, type PageAnswer } from './page-route.ts';

/** What becomes of a form that was sent. */
export interface TakenForm {
  readonly purpose: string;
  /** Does what the form is for; its refusals are shown in the form. */
  readonly work: (sent: SentForm) => Promise<PageAnswer>;
  /** The form again, with what was typed and what is wrong: nothing that was entered is lost. */
  readonly again: (problems: readonly FieldProblem[], status: 403 | 422 | 503) => Promise<PageAnswer>;
  /** The name that a field of the Commerce API has in the form; its own unless told. */
  readonly fieldOf?: (apiField: string) => string;
  /** A sentence of the shop's own in place of that of the register. */
  readonly sentenceOf?: (code: string) => string | undefined;
  /**
   * Where the form is shown. With it, what was typed waits when the session has ended, and `keptFields` has it after the
   * sign-in; the form holds `formOwnerField` then (`accountForm`).
   */
  readonly page?: string;
}

const toPersonKinds = ['refusal', 'outage'];

/** Takes a form: its proof first, then its work; whatever is refused is told in the form itself. */
export async function takeForm(call: FormCall, taken: TakenForm): Promise<PageAnswer> {
  const { shop, fields, language } = call;
  const sent = readFormToken(shop, call, taken.purpose, fields[formTokenField]);
  if (!sent) return taken.again([{ field: '', message: messageOf('form_expired', language) }], 403);
  try {
    const answer = await taken.work(sent);
    if ('goTo' in answer) forgetKeptForm(call, taken.purpose);
    return answer;
  } catch (error) {
    if (isSessionEnd(error) && taken.page !== undefined) return signInAndBack(call, taken.purpose, taken.page);
    if (!(error instanceof CodedError) || !isForPerson(error)) throw error;
    const problems = problemsOf(error, language, taken);
    return taken.again(problems, errorRegister[error.code].kind === 'outage' ? 503 : 422);
  }
}

function signInAndBack(call: FormCall, purpose: string, page: string): PageAnswer {
  keepForm(call, purpose, call.fields);
  addCookie(call.reply, clearSession());
  return { goTo: signInPath(page) };
}

/** Whether the shopper can do something about it here; a session that has ended leads to the sign-in instead. */
function isForPerson({ code }: CodedError): boolean {
  const { kind, httpStatus } = errorRegister[code];
  return toPersonKinds.includes(kind) && httpStatus !== 401;
}

function problemsOf(
  { problems }: CodedError,
  language: Language,
  { fieldOf = (field) => field, sentenceOf = () => undefined }: TakenForm,
): FieldProblem[] {
  return problems.map(({ code, field, parameters }) => ({
    field: fieldOf(field),
    message: sentenceOf(code) ?? (isErrorCode(code) ? messageOf(code, language, inWords(parameters, language)) : code),
  }));
}

/** Countries by their names: sentences for staff have their codes. */
function inWords(parameters: Problem['parameters'], language: Language): Problem['parameters'] {
  const country = parameters?.['country'];
  return typeof country === 'string' ? { ...parameters, country: countryName(country, language) } : parameters;
}
