import { receiptOptions, textLengthMax } from '@counterfoil/contracts/customer';
import type { ShopperAccount } from '@counterfoil/contracts/shopper';
import type { StorefrontSettings } from '@counterfoil/contracts/storefront-settings';
import { isLanguage } from '@counterfoil/customer/validate/field-formats';
import { markup, type Markup } from '@counterfoil/http/markup';
import { languageChoices } from '@counterfoil/ui/customer-form/country-names';
import { accountTexts } from '../../texts/account.ts';
import { layoutTexts } from '../../texts/layout.ts';
import { checkbox, selectField, submit, textField, type FieldProblem } from '../form-parts.ts';
import { isoDay } from '../format.ts';
import type { FormCall, PageCall } from '../page-route.ts';
import { pathInShop } from '../path-in-shop.ts';
import { accountForm } from './account-form.ts';
import {
  baseVersionField,
  savedField,
  typedConsents,
  type ProfileFieldName,
  type ShownProfile,
} from './profile-values.ts';

/** What the form for the profile is for. */
export const profilePurpose = 'profile';

/** The hidden field that tells where saving leads. */
export const goOnToField = 'to';

/** What the form shows. */
export interface ProfileForm {
  readonly shown: ShownProfile;
  /** Null while the account can't be read. */
  readonly account: ShopperAccount | null;
  /** In the order of the settings; empty where there are none, or while they can't be read. */
  readonly titles: StorefrontSettings['personalTitles'];
  readonly isLocked: boolean;
  /** Where saving leads, when the shopper was on the way to somewhere. */
  readonly goOnTo: string | undefined;
  readonly problems: readonly FieldProblem[];
  /** That of a form whose fate nobody knows: sent again, it still does one thing. */
  readonly token?: string | undefined;
}

/** The form of a profile. */
export function profileForm(call: PageCall | FormCall, parts: ProfileForm): Markup {
  const { shown, account, token } = parts;
  const { saved, baseVersion } = shown;
  const content = markup`<input type="hidden" name="${savedField}" value="${JSON.stringify(saved)}">
<input type="hidden" name="${baseVersionField}" value="${baseVersion === null ? '' : String(baseVersion)}">
${nameFields(call, parts)}
${otherFields(call, parts)}
${consentFields(call, parts)}
${goOn(call, parts)}`;
  return accountForm(call, account, { action: '/account/profile', purpose: profilePurpose, content, token });
}

function goOn({ language }: PageCall, { goOnTo, isLocked }: ProfileForm): Markup {
  const to = goOnTo === undefined ? null : pathInShop(goOnTo);
  const hidden = to === null ? '' : markup`<input type="hidden" name="${goOnToField}" value="${to}">`;
  const skip =
    to === null ? '' : markup`<a class="button plain" href="${to}">${accountTexts[language].profile.goOn}</a>`;
  return markup`${hidden}<div class="actions">${isLocked ? '' : submit(layoutTexts[language].save)}${skip}</div>`;
}

function fieldOf({ language }: PageCall, { shown, isLocked, problems }: ProfileForm) {
  const label = accountTexts[language].profile;
  return <Name extends ProfileFieldName>(name: Name) => ({
    name,
    label: label[name],
    value: shown.values[name] ?? '',
    language,
    isLocked,
    problems,
  });
}

function nameFields(call: PageCall, parts: ProfileForm): Markup[] {
  const field = fieldOf(call, parts);
  const text = (name: 'firstName' | 'middleName' | 'lastName', autocomplete: string): Markup =>
    textField({ ...field(name), autocomplete, lengthMax: textLengthMax.name });
  return [
    titleField(call, parts),
    text('firstName', 'given-name'),
    text('middleName', 'additional-name'),
    text('lastName', 'family-name'),
  ];
}

function titleField(call: PageCall, parts: ProfileForm): Markup {
  const field = fieldOf(call, parts)('personalTitle');
  const listed = parts.titles.map(({ personalTitleId, text }) => ({ value: personalTitleId, label: text }));
  const isUnlisted = field.value !== '' && !listed.some(({ value }) => value === field.value);
  const choices = isUnlisted ? [...listed, { value: field.value, label: field.value }] : listed;
  if (choices.length === 0) return markup``;
  return selectField({ ...field, choices, none: accountTexts[call.language].profile.noTitle });
}

function otherFields(call: PageCall, parts: ProfileForm): Markup[] {
  const { language, shop } = call;
  const say = accountTexts[language].profile;
  const field = fieldOf(call, parts);
  const today = isoDay(shop.seams.clock.now());
  const receipts = receiptOptions.map((value) => ({ value, label: say.receiptOptions[value] }));
  const written = field('languageId');
  return [
    textField({ ...field('dateOfBirth'), type: 'date', autocomplete: 'bday', max: today }),
    textField({
      ...field('phone'),
      type: 'tel',
      autocomplete: 'tel',
      lengthMax: textLengthMax.phone,
      hint: say.phoneHint,
    }),
    selectField({
      ...written,
      isRequired: true,
      choices: languageChoices(isLanguage(written.value) ? written.value : '', language),
    }),
    selectField({ ...field('receiptOption'), isRequired: true, choices: receipts }),
  ];
}

/** Ticked by the shopper when they signed up, to be confirmed; never by us. */
function consentFields({ language }: PageCall, { shown, problems, isLocked }: ProfileForm): Markup[] {
  const say = accountTexts[language].profile;
  return typedConsents
    .filter((name) => shown.consents[name] !== undefined)
    .map((name) => {
      const isChecked = shown.consents[name] === true;
      const box = checkbox({ name, label: say[name], hint: say.consentTyped, isChecked, language, problems, isLocked });
      return markup`<input type="hidden" name="${name}Offered" value="yes">${box}`;
    });
}
