import type { Markup } from '@counterfoil/http/markup';
import { updateShopper } from '../../commerce-api/shopper-calls.ts';
import { accountTexts } from '../../texts/account.ts';
import { refusalSentence } from '../../texts/refusals.ts';
import type { SentForm } from '../../visit/form-token.ts';
import { keptFields } from '../../visit/kept-form.ts';
import { clearSignUp, readSignUp } from '../../visit/sign-up-details.ts';
import { addCookie } from '../../visit/visit.ts';
import { shopperAndSettings } from './shopper-and-settings.ts';
import { ifReachable } from '../../commerce-api/if-reachable.ts';
import { doneNotice } from '../done-notice.ts';
import { notice, problemSummary } from '../form-parts.ts';
import { defineForm, definePage, type FormCall, type PageAnswer, type PageCall } from '../page-route.ts';
import { pathInShop } from '../path-in-shop.ts';
import { takeForm, type RefusedStatus, type TakenForm } from '../taken-form.ts';
import { possibilityOf, recordingCall } from './account-calls.ts';
import { accountPage, accountPaths } from './account-frame.ts';
import {
  profileChanges,
  profileFieldNames,
  profileWithSignUp,
  savedProfile,
  sentProfile,
  typedConsents,
} from './profile-values.ts';
import { goOnToField, profileForm, profilePurpose } from './profile-view.ts';

const path = accountPaths.profile;

/** `GET /account/profile`; with `typed`, what was entered at the sign-up is filled in; `to` is where saving leads then. */
export const profilePage = definePage(
  { name: 'profilePage', path, access: 'signedIn', summary: 'The profile of the shopper' },
  async (call) => {
    const { shop, language, query, request } = call;
    const { account, settings } = await shopperAndSettings(call);
    const { reason, isLocked } = possibilityOf(account, settings, 'changeProfile');
    const say = accountTexts[language];
    const kept = keptFields(call, account, profilePurpose);
    const typed = query['typed'] === undefined ? null : readSignUp(shop, request);
    const shown = kept ? sentProfile(kept) : typed ? profileWithSignUp(account, typed) : savedProfile(account);
    const told = kept ? notice('hint', say.kept) : typed ? notice('hint', say.profile.typed) : null;
    const notices = [
      doneNotice(say.profile.done, query['done']),
      ...(reason === null ? [] : [notice('hint', reason)]),
      ...(told ? [told] : []),
    ];
    const goOnTo = kept?.[goOnToField] ?? query['to'];
    const parts = { shown, account, titles: settings.personalTitles, isLocked, goOnTo, problems: [] };
    return profileAnswer(call, [...notices, profileForm(call, parts)]);
  },
);

/** `POST /account/profile`: saves what the shopper changed, and nothing else. */
export const changeProfile = defineForm(
  { name: 'changeProfile', path, access: 'signedIn', summary: 'Change the profile' },
  (call) =>
    takeForm(call, {
      purpose: profilePurpose,
      page: path,
      work: (sent) => saveProfile(call, sent),
      again: (...again) => profileAgain(call, ...again),
      fieldOf: formField,
      sentenceOf: refusalSentence(call.language),
    }),
);

async function saveProfile(call: FormCall, sent: SentForm): Promise<PageAnswer> {
  const { shop, fields, request, reply } = call;
  const form = sentProfile(fields);
  const changes = profileChanges(form);
  const isChanged = Object.keys(changes).length > 0;
  if (isChanged) {
    const { baseVersion } = form;
    const body = { changes, ...(baseVersion !== null && { baseVersion }) };
    await updateShopper(shop.commerceApi, recordingCall(call, sent), body);
  }
  if (readSignUp(shop, request)) addCookie(reply, clearSignUp());
  return { goTo: pathInShop(fields[goOnToField], `${path}?done=${isChanged ? 'saved' : 'unchanged'}`) };
}

async function profileAgain(
  call: FormCall,
  ...[problems, status, token]: Parameters<TakenForm['again']>
): Promise<PageAnswer> {
  const settings = await ifReachable(() => call.shop.settings(call.language));
  const titles = settings?.personalTitles ?? [];
  const goOnTo = call.fields[goOnToField];
  const parts = { shown: sentProfile(call.fields), account: null, titles, isLocked: false, goOnTo, problems, token };
  return profileAnswer(call, [problemSummary(problems, call.language), profileForm(call, parts)], status);
}

function profileAnswer(call: PageCall, content: readonly Markup[], status: 200 | RefusedStatus = 200): PageAnswer {
  const { title } = accountTexts[call.language].profile;
  return { page: accountPage(call, { title, open: 'profile', content, path }), status };
}

const ownFields: ReadonlySet<string> = new Set([...profileFieldNames, ...typedConsents]);

/** `changes.phone` is the field `phone`; what is no field is a problem of the whole form. */
function formField(apiField: string): string {
  const name = apiField.split('.').at(-1) ?? '';
  return ownFields.has(name) ? name : '';
}
