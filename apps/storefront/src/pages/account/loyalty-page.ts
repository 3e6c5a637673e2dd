import type { ShopperAccount } from '@counterfoil/contracts/shopper';
import type { StorefrontSettings } from '@counterfoil/contracts/storefront-settings';
import { markup, type Markup } from '@counterfoil/http/markup';
import { enrollInLoyalty } from '../../commerce-api/shopper-calls.ts';
import { loyaltyTexts } from '../../texts/account-loyalty.ts';
import { refusalSentence } from '../../texts/refusals.ts';
import { shopperAndSettings } from './shopper-and-settings.ts';
import { doneNotice } from '../done-notice.ts';
import { form, notice, problemSummary, submit, type FieldProblem } from '../form-parts.ts';
import { defineForm, definePage, type PageAnswer, type PageCall } from '../page-route.ts';
import { takeForm, type RefusedStatus } from '../taken-form.ts';
import { possibilityOf, recordingCall } from './account-calls.ts';
import { accountPage, accountPaths } from './account-frame.ts';

const path = accountPaths.loyalty;
const joinPurpose = (loyaltyProgramId: string): string => `join-${loyaltyProgramId}`;

/** `GET /account/loyalty`: the cards, and the programs to join. */
export const loyaltyPage = definePage(
  { name: 'loyaltyPage', path, access: 'signedIn', summary: 'The loyalty cards of the shopper' },
  (call) => loyaltyAnswer(call, []),
);

/** `POST /account/loyalty/:loyaltyProgramId` */
export const joinLoyalty = defineForm(
  { name: 'joinLoyalty', path: `${path}/:loyaltyProgramId`, access: 'signedIn', summary: 'Join a loyalty program' },
  (call) => {
    const { loyaltyProgramId = '' } = call.params;
    return takeForm(call, {
      purpose: joinPurpose(loyaltyProgramId),
      page: path,
      work: async (sent) => {
        await enrollInLoyalty(call.shop.commerceApi, recordingCall(call, sent), loyaltyProgramId);
        return { goTo: `${path}?done=joined` };
      },
      again: (problems, status) => loyaltyAnswer(call, problems, status),
      fieldOf: () => '',
      sentenceOf: refusalSentence(call.language),
    });
  },
);

async function loyaltyAnswer(
  call: PageCall,
  problems: readonly FieldProblem[],
  status: 200 | RefusedStatus = 200,
): Promise<PageAnswer> {
  const { language, query } = call;
  const { account, settings } = await shopperAndSettings(call);
  const say = loyaltyTexts[language];
  const content = [
    problemSummary(problems, language),
    doneNotice(say.done, query['done']),
    cards(call, account, settings),
    programsToJoin(call, account, settings),
  ];
  return { page: accountPage(call, { title: say.title, open: 'loyalty', content, path }), status };
}

function cards({ language }: PageCall, { loyaltyCards }: ShopperAccount, settings: StorefrontSettings): Markup {
  const say = loyaltyTexts[language];
  const nameOf = (programId: string): string =>
    settings.loyaltyPrograms.find(({ loyaltyProgramId }) => loyaltyProgramId === programId)?.text ?? programId;
  const listed = loyaltyCards.map(({ loyaltyProgramId, cardNumber }) => {
    const number = cardNumber === null ? say.cardPending : say.cardNumber(cardNumber);
    return markup`<li><h3>${nameOf(loyaltyProgramId)}</h3><p>${number}</p></li>`;
  });
  return markup`<section class="panel"><h2>${say.cards}</h2>
${listed.length === 0 ? markup`<p>${say.noCards}</p>` : markup`<ul class="contacts">${listed}</ul>`}</section>`;
}

function programsToJoin(call: PageCall, account: ShopperAccount, settings: StorefrontSettings): Markup {
  const say = loyaltyTexts[call.language];
  const held = new Set(account.loyaltyCards.map(({ loyaltyProgramId }) => loyaltyProgramId));
  const programs = settings.loyaltyPrograms.filter(({ loyaltyProgramId }) => !held.has(loyaltyProgramId));
  const none = settings.loyaltyPrograms.length === 0 ? say.noPrograms : say.nothingToJoin;
  const { reason, isLocked } = possibilityOf(account, settings, 'enrollInLoyalty');
  const listed = programs.map(
    ({ loyaltyProgramId, text }) =>
      markup`<li><h3>${text}</h3>${isLocked ? '' : joinForm(call, { loyaltyProgramId, text })}</li>`,
  );
  const content =
    programs.length === 0
      ? markup`<p>${none}</p>`
      : markup`${reason === null ? '' : notice('hint', reason)}<ul class="contacts">${listed}</ul>`;
  return markup`<section class="panel"><h2>${say.join}</h2>
${content}</section>`;
}

function joinForm(
  call: PageCall,
  { loyaltyProgramId, text }: { readonly loyaltyProgramId: string; readonly text: string },
): Markup {
  const say = loyaltyTexts[call.language];
  const content = submit(say.joinNow, { spoken: say.joinNamed(text) });
  const action = `${path}/${encodeURIComponent(loyaltyProgramId)}`;
  return form(call.shop, call, { action, purpose: joinPurpose(loyaltyProgramId), class: 'inline', content });
}
