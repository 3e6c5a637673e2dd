import { refuseAll } from '@counterfoil/contracts/refusal';
import type { StorefrontSettings } from '@counterfoil/contracts/storefront-settings';
import { ifReachable } from '../../commerce-api/if-reachable.ts';
import { refusalSentence } from '../../texts/refusals.ts';
import { signInTexts } from '../../texts/sign-in.ts';
import { formTokenField, type SentForm } from '../../visit/form-token.ts';
import { keepSignUp, readSignUp } from '../../visit/sign-up-details.ts';
import { addCookie } from '../../visit/visit.ts';
import type { FieldProblem } from '../form-parts.ts';
import { isoDay } from '../format.ts';
import { defineForm, definePage, type FormCall, type PageAnswer, type PageCall } from '../page-route.ts';
import { pathInShop } from '../path-in-shop.ts';
import { takeForm } from '../taken-form.ts';
import { beginSignIn } from './begin-sign-in.ts';
import { addressOf, arrivalPath, signInPaths } from './sign-in-addresses.ts';
import { tellingFailures } from './sign-in-failure.ts';
import { looksPerMinute, signUpsPerMinute } from './sign-in-limits.ts';
import {
  customerLanguageFor,
  detailsOf,
  emptySignUp,
  keptSignUp,
  sentSignUp,
  signUpProblems,
  type SignUpValues,
} from './sign-up-values.ts';
import { proofField, signUpContent, signUpPurpose, trapField, type Proof } from './sign-up-view.ts';

/** `GET /sign-up`: who somebody is; e-mail address and password are the identity provider's to ask for. */
export const signUpPage = definePage(
  {
    name: 'signUpPage',
    path: signInPaths.signUp,
    access: 'everybody',
    summary: 'Sign up',
    requestsPerMinute: looksPerMinute,
  },
  async (call) => {
    const { shop, query, language, request } = call;
    const returnTo = pathInShop(query['to'], arrivalPath);
    if (call.session !== null) return { goTo: returnTo };
    const languageId = customerLanguageFor(language, (await knownSettings(call))?.inherited.languageId ?? null);
    const kept = readSignUp(shop, request);
    const values = kept ? keptSignUp(kept, languageId) : emptySignUp(languageId);
    const proof = shop.signUps.isFast(request.ip) ? 'whileTyping' : 'none';
    return signUpAnswer(call, { values, returnTo, proof, status: 200 });
  },
);

/** `POST /sign-up`: keeps what was typed in the browser, and leads to the identity provider for an account there. */
export const signUpForm = defineForm(
  {
    name: 'signUp',
    path: signInPaths.signUp,
    access: 'everybody',
    summary: 'Take what was typed at signing up',
    requestsPerMinute: signUpsPerMinute,
  },
  async (call) => {
    const values = sentSignUp(call.fields);
    const returnTo = pathInShop(call.fields['to'], arrivalPath);
    const again = { values, returnTo };
    return takeForm(call, {
      purpose: signUpPurpose,
      sentenceOf: refusalSentence(call.language),
      work: (sent) => takeSignUp(call, sent, again),
      again: async (problems, status) =>
        status === 403 ? notTaken(call, again) : signUpAnswer(call, { ...again, problems, proof: 'none', status }),
    });
  },
);

interface TypedSignUp {
  readonly values: SignUpValues;
  readonly returnTo: string;
}

async function takeSignUp(call: FormCall, sent: SentForm, typed: TypedSignUp): Promise<PageAnswer> {
  const { shop, fields, request } = call;
  const verdict = shop.signUps.judge({
    address: request.ip,
    token: fields[formTokenField] ?? '',
    form: sent,
    trap: fields[trapField] ?? '',
    proof: fields[proofField] ?? '',
  });
  if (verdict === 'notTaken') return notTaken(call, typed);
  await checkTyped(call, typed.values);
  if (verdict === 'toWait') return signUpAnswer(call, { ...typed, proof: 'toSend', status: 429 });
  return goOn(call, typed);
}

/** Whatever the scale unit would refuse later is refused before anybody goes to the provider. */
async function checkTyped(call: FormCall, values: SignUpValues): Promise<void> {
  const settings = await knownSettings(call);
  if (settings === null) return;
  const today = isoDay(call.shop.seams.clock.now());
  const problems = signUpProblems(values, settings, today);
  if (problems.length > 0) throw refuseAll(problems);
}

/** Null while the scale unit can't be reached: whoever signs up meets it only after the identity provider. */
function knownSettings({ shop, language }: PageCall): Promise<StorefrontSettings | null> {
  return ifReachable(() => shop.settings(language));
}

async function goOn(call: FormCall, { values, returnTo }: TypedSignUp): Promise<PageAnswer> {
  const kept = keepSignUp(call.shop, detailsOf(values));
  /* Longer than the fields of the form hold; the scale unit, which would say so, is away. */
  if (kept === null) return notTaken(call, { values, returnTo });
  addCookie(call.reply, kept);
  return tellingFailures(call, returnTo, () => beginSignIn(call, { returnTo, prompt: 'create' }));
}

/** The same for a form that is too old, not ours, or a robot's: nothing tells which. */
function notTaken(call: FormCall, typed: TypedSignUp): PageAnswer {
  const problems = [{ field: '', message: signInTexts[call.language].signUp.notTaken }];
  return signUpAnswer(call, { ...typed, problems, proof: 'none', status: 403 });
}

interface Answered extends TypedSignUp {
  readonly problems?: readonly FieldProblem[];
  readonly proof: Proof;
  readonly status: 200 | 403 | 422 | 429 | 503;
}

function signUpAnswer(call: PageCall, { status, ...shown }: Answered): PageAnswer {
  const say = signInTexts[call.language].signUp;
  const title = shown.proof === 'toSend' ? say.waitTitle : say.title;
  const path = addressOf(signInPaths.signUp, { to: shown.returnTo });
  return { page: { title, content: signUpContent(call, shown), path }, status };
}
