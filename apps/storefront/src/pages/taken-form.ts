import type { Problem } from '@counterfoil/contracts/customer-operation';
import { errorRegister, isErrorCode, messageOf, type Language } from '@counterfoil/contracts/error-register';
import { CodedError } from '@counterfoil/contracts/refusal';
import { countryName } from '@counterfoil/ui/customer-form/country-names';
import { readShopper } from '../commerce-api/shopper-calls.ts';
import { formTokenField, readFormToken, type SentForm } from '../visit/form-token.ts';
import { forgetKeptForm, formOwner, formOwnerField, keepForm } from '../visit/kept-form.ts';
import { addCookie, clearSession } from '../visit/visit.ts';
import type { FieldProblem } from './form-parts.ts';
import { isSessionEnd, type FormCall, type PageAnswer } from './page-route.ts';
import { signInAddress } from './sign-in/sign-in-addresses.ts';

/** Of a form that is shown again: not proven, refused, or the scale unit is away. */
export type RefusedStatus = 403 | 422 | 503;

/** What becomes of a form that was sent. */
export interface TakenForm {
  readonly purpose: string;
  /** Does what the form is for; its refusals are shown in the form. */
  readonly work: (sent: SentForm) => Promise<PageAnswer>;
  /**
   * The form again, with what was typed and what is wrong: nothing that was entered is lost. `token` is the form's own
   * after an outage, when nobody knows whether it arrived: shown with it and sent again, it does one thing.
   */
  readonly again: (
    problems: readonly FieldProblem[],
    status: RefusedStatus,
    token: string | undefined,
  ) => Promise<PageAnswer>;
  /** The name that a field of the Commerce API has in the form; its own unless told. */
  readonly fieldOf?: (apiField: string) => string;
  /** A sentence of the shop's own in place of that of the register. */
  readonly sentenceOf?: (code: string) => string | undefined;
  /**
   * Where the form is shown. With it, what was typed waits when the session has ended, and `keptFields` has it after the
   * sign-in; the form holds `formOwnerField` then (`accountForm`).
   */
  readonly page?: string;
  /** It does the same whoever has signed in since it was shown: nothing of an account is changed. */
  readonly isAnybodys?: true;
}

const toPersonKinds = ['refusal', 'outage'];

/** Takes a form: its proof first, then its work; whatever is refused is told in the form itself. */
export async function takeForm(call: FormCall, taken: TakenForm): Promise<PageAnswer> {
  const { shop, fields, language } = call;
  const sent = readFormToken(shop, call, taken.purpose, fields[formTokenField]);
  if (!sent) return taken.again([{ field: '', message: messageOf('form_expired', language) }], 403, undefined);
  try {
    if (sent.isOfOtherSession && !taken.isAnybodys && !(await isOwner(call))) return ofSomebodyElse(call, taken);
    const answer = await taken.work(sent);
    if ('goTo' in answer) forgetKeptForm(call, taken.purpose);
    return answer;
  } catch (error) {
    if (isSessionEnd(error) && taken.page !== undefined) return signInAndBack(call, taken.purpose, taken.page);
    if (!(error instanceof CodedError) || !isForPerson(error)) throw error;
    const problems = problemsOf(error, language, taken);
    const isOutage = errorRegister[error.code].kind === 'outage';
    return isOutage ? taken.again(problems, 503, fields[formTokenField]) : taken.again(problems, 422, undefined);
  }
}

/** Whether a form was shown to the one who is signed in now, in an earlier session. */
async function isOwner({ shop, session, language, fields }: FormCall): Promise<boolean> {
  const sentOwner = fields[formOwnerField] ?? '';
  if (session === null || sentOwner === '') return false;
  return sentOwner === formOwner(shop, await readShopper(shop.commerceApi, { session, language }));
}

/** Nothing is done for them; what was typed into a form with its owner's name on it is not theirs to see either. */
async function ofSomebodyElse({ fields, language }: FormCall, { page, again }: TakenForm): Promise<PageAnswer> {
  if (page !== undefined && fields[formOwnerField] !== undefined) return { goTo: page };
  return again([{ field: '', message: messageOf('form_expired', language) }], 403, undefined);
}

function signInAndBack(call: FormCall, purpose: string, page: string): PageAnswer {
  keepForm(call, purpose, call.fields);
  addCookie(call.reply, clearSession());
  return { goTo: signInAddress(page) };
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
