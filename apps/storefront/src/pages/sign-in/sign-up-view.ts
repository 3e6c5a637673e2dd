import { textLengthMax } from '@counterfoil/contracts/customer';
import { isLanguage } from '@counterfoil/customer/validate/field-formats';
import { markup, type Markup } from '@counterfoil/http/markup';
import { languageChoices } from '@counterfoil/ui/customer-form/country-names';
import { signInTexts } from '../../texts/sign-in.ts';
import { proofBitCount } from '../../visit/bot-check.ts';
import { waitSeconds } from '../../visit/sign-up-watch.ts';
import {
  checkbox,
  form,
  notice,
  problemSummary,
  selectField,
  submit,
  textField,
  type FieldProblem,
} from '../form-parts.ts';
import type { PageCall } from '../page-route.ts';
import { signInAddress, signInPaths } from './sign-in-addresses.ts';
import type { SignUpValues } from './sign-up-values.ts';

/** The form for signing up; page and receiver name the same. */
export const signUpPurpose = 'sign-up';

/** A field that people don't see and robots fill in. */
export const trapField = 'homepage';
/** What the script has worked out, where that is asked for. */
export const proofField = 'proof';

/** Whether the script has to work for the form: while it is filled in, or at once, to send it by itself. */
export type Proof = 'none' | 'whileTyping' | 'toSend';

/** What the form shows. */
export interface ShownSignUp {
  readonly values: SignUpValues;
  readonly returnTo: string;
  readonly proof: Proof;
  readonly problems?: readonly FieldProblem[];
}

/** The form for signing up, and the way to the sign-in for whoever has an account. */
export function signUpContent(call: PageCall, shown: ShownSignUp): Markup {
  const { language, shop } = call;
  const say = signInTexts[language].signUp;
  const { problems = [], proof, returnTo } = shown;
  return markup`${problemSummary(problems, language)}
${proof === 'toSend' ? notice('hint', say.wait(waitSeconds)) : ''}
<p>${say.lead}</p>
${form(shop, call, {
  action: signInPaths.signUp,
  purpose: signUpPurpose,
  content: [...fieldsOf(call, shown), unseenFields(call, shown), privacyLink(call), submit(say.submit)],
})}
<p>${say.haveAccount} <a href="${signInAddress(returnTo)}">${say.signIn}</a></p>`;
}

function fieldsOf({ language }: PageCall, { values, problems = [] }: ShownSignUp): Markup[] {
  const say = signInTexts[language].signUp;
  const common = { language, problems };
  return [
    markup`<div class="row">${[
      textField({
        ...common,
        name: 'firstName',
        label: say.firstName,
        value: values.firstName,
        autocomplete: 'given-name',
        isRequired: true,
      }),
      textField({
        ...common,
        name: 'lastName',
        label: say.lastName,
        value: values.lastName,
        autocomplete: 'family-name',
      }),
    ]}</div>`,
    textField({
      ...common,
      name: 'phone',
      label: say.phone,
      value: values.phone,
      hint: say.phoneHint,
      type: 'tel',
      autocomplete: 'tel',
      lengthMax: textLengthMax.phone,
    }),
    selectField({
      ...common,
      name: 'languageId',
      label: say.language,
      value: values.languageId,
      hint: say.languageHint,
      choices: languageChoices(isLanguage(values.languageId) ? values.languageId : '', language),
      isRequired: true,
    }),
    consents(values, common.language),
  ];
}

function consents({ allowsEmail, allowsPhone }: SignUpValues, language: PageCall['language']): Markup {
  const say = signInTexts[language].signUp;
  return markup`<fieldset><legend>${say.consents}</legend><p class="hint">${say.consentsHint}</p>
${checkbox({ name: 'emailMarketingConsent', label: say.emailConsent, language, isChecked: allowsEmail })}
${checkbox({ name: 'phoneMarketingConsent', label: say.phoneConsent, language, isChecked: allowsPhone })}</fieldset>`;
}

/* In a window of its own: what was typed here stays. */
function privacyLink({ language }: PageCall): Markup {
  const { privacy } = signInTexts[language].signUp;
  return markup`<p><a href="${signInPaths.privacy}" target="_blank" rel="noopener">${privacy}</a></p>`;
}

/** Where to go afterwards, the trap for robots, and the place for the script's proof. */
function unseenFields({ language }: PageCall, { returnTo, proof }: ShownSignUp): Markup {
  const bits = String(proofBitCount);
  const asked =
    proof === 'none'
      ? ''
      : markup`<input type="hidden" name="${proofField}" value="" data-proof-bits="${bits}"${proof === 'toSend' ? markup` data-sends` : ''}>`;
  return markup`<input type="hidden" name="to" value="${returnTo}">
<div class="unseen" aria-hidden="true"><label>${signInTexts[language].signUp.trap}<input name="${trapField}" value="" tabindex="-1" autocomplete="off"></label></div>
${asked}`;
}
