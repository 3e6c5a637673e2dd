import { markup, type Markup } from '@counterfoil/http/markup';
import { accountField, type FieldParts } from './account-field.ts';
import type { AccountField, AccountForm, FieldProblems } from './account-form.ts';
import { accountTexts, type AccountText } from './account-texts.ts';
import { layOut, type Page } from './layout.ts';
import { mailboxPath } from './mailbox-page.ts';
import { cancelled, chosenField, peopleOf } from './pages.ts';
import { status, type Answer, type Visit } from './visit.ts';

/** The pages of a sign-in with accounts, by the last part of their path. */
export const accountSteps = {
  signIn: 'password',
  create: 'create',
  code: 'code',
  forgotten: 'forgotten',
  newPassword: 'new-password',
  newCode: 'new-code',
} as const;

/** What a page shows beyond itself: what was typed, what is wrong with it, what has happened. */
export interface Shown {
  readonly form?: Partial<AccountForm>;
  readonly problems?: FieldProblems | null;
  /** What is wrong with the whole. */
  readonly problem?: AccountText;
  readonly notice?: AccountText;
}

/** E-mail and password, and the people of the demonstration below. */
export function signInPage(visit: Visit, shown: Shown = {}): Answer {
  const say = accountTexts[visit.language];
  const fields = fieldsOf(visit, shown, [
    { name: 'email', label: 'email', type: 'email', autocomplete: 'username' },
    { name: 'password', label: 'password', type: 'password', autocomplete: 'current-password' },
  ]);
  const body = markup`${formOf(visit, accountSteps.signIn, fields, say.signIn)}
${linksOf(visit, [
  [accountSteps.create, 'createLink'],
  [accountSteps.forgotten, 'forgottenLink'],
])}
${tryingOut(visit)}`;
  return answer(visit, 'signInTitle', body, shown);
}

/** Names, e-mail and password of a new account. */
export function createPage(visit: Visit, shown: Shown = {}): Answer {
  const say = accountTexts[visit.language];
  const fields = fieldsOf(visit, shown, [
    { name: 'givenName', label: 'givenName', type: 'text', autocomplete: 'given-name' },
    { name: 'familyName', label: 'familyName', type: 'text', autocomplete: 'family-name' },
    { name: 'email', label: 'email', type: 'email', autocomplete: 'username' },
    { name: 'password', label: 'password', type: 'password', autocomplete: 'new-password', hint: 'passwordHint' },
  ]);
  const body = markup`<p>${say.createLead}</p>
${formOf(visit, accountSteps.create, fields, say.create)}
${linksOf(visit, [
  [accountSteps.signIn, 'signInLink'],
  [accountSteps.forgotten, 'forgottenLink'],
])}`;
  return answer(visit, 'createTitle', body, shown);
}

/** The address for which a new password is wanted. */
export function forgottenPage(visit: Visit, shown: Shown = {}): Answer {
  const say = accountTexts[visit.language];
  const fields = fieldsOf(visit, shown, [{ name: 'email', label: 'email', type: 'email', autocomplete: 'username' }]);
  const body = markup`<p>${say.forgottenLead}</p>
${formOf(visit, accountSteps.forgotten, fields, say.sendCode)}
${linksOf(visit, [
  [accountSteps.signIn, 'signInLink'],
  [accountSteps.create, 'createLink'],
])}`;
  return answer(visit, 'forgottenTitle', body, shown);
}

const codeField: FieldParts = {
  name: 'code',
  label: 'code',
  type: 'text',
  autocomplete: 'one-time-code',
  hint: 'codeHint',
};

/** The code of a new account; the same whether the address, to which it was sent, has an account already. */
export function codePage(visit: Visit, email: string, shown: Shown = {}): Answer {
  const say = accountTexts[visit.language];
  const body = markup`${sentTo(visit, email)}
${formOf(visit, accountSteps.code, fieldsOf(visit, shown, [codeField]), say.confirm)}
${newCodeForm(visit)}
${linksOf(visit, [
  [accountSteps.signIn, 'signInLink'],
  [accountSteps.forgotten, 'forgottenLink'],
])}`;
  return answer(visit, 'codeTitle', body, shown);
}

/** The code and the new password; the same whether the address, to which the code was sent, has an account. */
export function newPasswordPage(visit: Visit, email: string, shown: Shown = {}): Answer {
  const say = accountTexts[visit.language];
  const fields = fieldsOf(visit, { ...shown, form: { ...shown.form, email } }, [
    codeField,
    /* For password keepers, which file the password under it. */
    { name: 'email', label: 'email', type: 'email', autocomplete: 'username', isFixed: true },
    { name: 'password', label: 'newPassword', type: 'password', autocomplete: 'new-password', hint: 'passwordHint' },
  ]);
  const body = markup`${sentTo(visit, email)}
${formOf(visit, accountSteps.newPassword, fields, say.setPassword)}
${newCodeForm(visit)}
${linksOf(visit, [[accountSteps.signIn, 'signInLink']])}`;
  return answer(visit, 'newPasswordTitle', body, shown);
}

function answer(visit: Visit, title: AccountText, content: Markup, shown: Shown): Answer {
  const { client, language } = visit;
  const say = accountTexts[language];
  const isWrong = shown.problem !== undefined || Boolean(shown.problems);
  const body = markup`${shown.problem === undefined ? '' : markup`<p class="notice wrong" role="alert">${say[shown.problem]}</p>`}
${shown.notice === undefined ? '' : markup`<p class="notice" role="status">${say[shown.notice]}</p>`}
${content}
${backForm(visit)}`;
  const page: Page = layOut({
    title: say[title],
    banner: say.banner,
    above: client.name[language],
    body,
    language,
    formTargets: client.redirectUris,
    ...(isWrong && { titlePrefix: say.problemPrefix }),
  });
  return { kind: 'page', page, status: isWrong ? status.toMend : status.fine };
}

function formOf({ path }: Visit, step: string, fields: readonly Markup[], send: string): Markup {
  return markup`<form method="post" action="${path}/${step}" novalidate>${fields}<button class="main">${send}</button></form>`;
}

function fieldsOf({ language }: Visit, { form = {}, problems }: Shown, fields: readonly FieldParts[]): Markup[] {
  const wrong: AccountField | undefined = fields.find(({ name }) => problems?.[name])?.name;
  return fields.map((field) =>
    accountField(field, language, {
      value: field.type === 'password' ? '' : (form[field.name] ?? ''),
      problem: problems?.[field.name],
      isFirstWrong: field.name === wrong,
    }),
  );
}

function linksOf({ path, language }: Visit, links: readonly (readonly [string, AccountText])[]): Markup {
  const say = accountTexts[language];
  return markup`<p class="links">${links.map(([step, text]) => markup`<a href="${path}/${step}">${say[text]}</a>`)}</p>`;
}

function sentTo({ language }: Visit, email: string): Markup {
  const say = accountTexts[language];
  const [before = '', after = ''] = say.codeSent.split('{email}');
  return markup`<p>${before}<strong>${email}</strong>${after}</p>
<p class="notice">${say.mailboxLead} <a href="${mailboxPath}?ui_locales=${language}" target="_blank" rel="noopener">${say.mailboxLink}</a></p>`;
}

function newCodeForm({ path, language }: Visit): Markup {
  return markup`<form method="post" action="${path}/${accountSteps.newCode}"><button class="plain">${accountTexts[language].newCode}</button></form>`;
}

function tryingOut({ client, path, language }: Visit): Markup {
  if (client.people.length === 0) return markup``;
  const say = accountTexts[language];
  return markup`<section class="apart" aria-labelledby="trying-out"><h2 id="trying-out">${say.tryTitle}</h2><p class="quiet">${say.tryLead}</p>
<form method="post" action="${path}">${peopleOf(client, language)}</form></section>`;
}

function backForm({ client, path, language }: Visit): Markup {
  const back = accountTexts[language].back.replace('{application}', () => client.name[language]);
  return markup`<form class="apart" method="post" action="${path}"><button class="plain" name="${chosenField}" value="${cancelled}">${back}</button></form>`;
}
