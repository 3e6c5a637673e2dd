import type { AccountDesk } from './account-desk.ts';
import { problemsOf, type AccountField, type AccountForm, type FieldProblems } from './account-form.ts';
import { accountSteps, codePage, createPage, forgottenPage, newPasswordPage, signInPage } from './account-pages.ts';
import type { Purpose } from './address-proofs.ts';
import { writeMail, type MailKind } from './mails.ts';
import { hashPassword, passwordFits } from './passwords.ts';
import { status, type Answer, type Visit } from './visit.ts';

/** Takes what was typed; answers alike whether the address has an account, after the same work. */
type Taking = (desk: AccountDesk, visit: Visit, form: AccountForm) => Promise<Answer>;

/** What is done with the forms of the account pages, by the last part of their path. */
export const takingOf: ReadonlyMap<string, Taking> = new Map([
  [accountSteps.signIn, signIn],
  [accountSteps.create, create],
  [accountSteps.code, confirmAddress],
  [accountSteps.forgotten, askForPassword],
  [accountSteps.newPassword, setPassword],
  [accountSteps.newCode, sendAgain],
]);

async function signIn({ accounts, signIns }: AccountDesk, visit: Visit, form: AccountForm): Promise<Answer> {
  const { email, password } = form;
  const problems: FieldProblems = {
    ...problemsOf(form, ['email']),
    ...(password === '' && { password: 'passwordMissing' }),
  };
  if (Object.keys(problems).length > 0) return signInPage(visit, { form, problems });
  if (!signIns.take(email)) return tooMany(signInPage(visit, { form, problem: 'tooManySignIns' }));
  const account = accounts.withAddress(email);
  const isRight = await passwordFits(password, account?.password ?? null);
  if (!account || !isRight) return signInPage(visit, { form, problem: 'notSignedIn' });
  signIns.clear(email);
  return { kind: 'signedIn', subject: account.subject };
}

async function create(desk: AccountDesk, visit: Visit, form: AccountForm): Promise<Answer> {
  const problems = problemsOf(form, ['givenName', 'familyName', 'email', 'password']);
  if (problems) return createPage(visit, { form, problems });
  const { givenName, familyName, email } = form;
  if (!desk.mails.take(email)) return tooMany(createPage(visit, { form, problem: 'tooManyMails' }));
  const password = await hashPassword(form.password);
  sendCode(desk, visit, {
    kind: 'newAccount',
    account: { email, givenName, familyName, language: visit.language, password },
  });
  return { kind: 'next', step: accountSteps.code };
}

async function askForPassword(desk: AccountDesk, visit: Visit, form: AccountForm): Promise<Answer> {
  const problems = problemsOf(form, ['email']);
  if (problems) return forgottenPage(visit, { form, problems });
  const { email } = form;
  if (!desk.mails.take(email)) return tooMany(forgottenPage(visit, { form, problem: 'tooManyMails' }));
  sendCode(desk, visit, { kind: 'newPassword', email });
  return { kind: 'next', step: accountSteps.newPassword };
}

async function sendAgain(desk: AccountDesk, visit: Visit): Promise<Answer> {
  const purpose = desk.proofs.of(visit.uid)?.purpose;
  if (!purpose) return { kind: 'next', step: accountSteps.signIn };
  const page = purpose.kind === 'newAccount' ? codePage : newPasswordPage;
  const email = addressOf(purpose);
  if (!desk.mails.take(email)) return tooMany(page(visit, email, { problem: 'tooManyMails' }));
  sendCode(desk, visit, purpose);
  return page(visit, email, { notice: 'newCodeSent' });
}

/** Begins the proof of an address. A mail goes there in any case, and only the mail tells what is the case. */
function sendCode({ accounts, proofs, mailbox }: AccountDesk, visit: Visit, purpose: Purpose): void {
  const { uid, client, language } = visit;
  const to = addressOf(purpose);
  const isKnown = accounts.withAddress(to) !== undefined;
  const canSucceed = isKnown === (purpose.kind === 'newPassword');
  const code = proofs.begin(uid, { purpose, canSucceed });
  const otherwise: MailKind = isKnown ? 'accountExists' : 'noAccount';
  const parts = { to, code: canSucceed ? code : null, language, application: client.name[language] };
  mailbox.deliver(writeMail(canSucceed ? purpose.kind : otherwise, parts));
}

/** Where a purpose's code is sent. */
export function addressOf(purpose: Purpose): string {
  return purpose.kind === 'newAccount' ? purpose.account.email : purpose.email;
}

async function confirmAddress(desk: AccountDesk, visit: Visit, form: AccountForm): Promise<Answer> {
  const purpose = desk.proofs.of(visit.uid)?.purpose;
  if (purpose?.kind !== 'newAccount') return { kind: 'next', step: accountSteps.signIn };
  const { account: wanted } = purpose;
  const problem = codeProblem(desk, visit, form, ['code']);
  if (problem) return codePage(visit, wanted.email, { form, problems: problem });
  await desk.accounts.create(wanted);
  /* Where somebody else was quicker, the account has another password; where this form was sent twice, the same. */
  const account = desk.accounts.withAddress(wanted.email);
  if (account?.password.hash !== wanted.password.hash) {
    return codePage(visit, wanted.email, { problems: { code: 'codeSpent' } });
  }
  return { kind: 'signedIn', subject: account.subject };
}

async function setPassword(desk: AccountDesk, visit: Visit, form: AccountForm): Promise<Answer> {
  const purpose = desk.proofs.of(visit.uid)?.purpose;
  if (purpose?.kind !== 'newPassword') return { kind: 'next', step: accountSteps.signIn };
  const { email } = purpose;
  const ownForm = { ...form, email };
  const problems = codeProblem(desk, visit, ownForm, ['code', 'password']);
  if (problems) return newPasswordPage(visit, email, { form: ownForm, problems });
  const account = await desk.accounts.setPassword(email, await hashPassword(form.password));
  if (!account) return newPasswordPage(visit, email, { problems: { code: 'codeSpent' } });
  desk.signIns.clear(email);
  return { kind: 'signedIn', subject: account.subject };
}

/** What is wrong with a form with a code; the code is only looked at, and counted, when everything else is right. */
function codeProblem(
  { proofs }: AccountDesk,
  { uid }: Visit,
  form: AccountForm,
  fields: readonly AccountField[],
): FieldProblems | null {
  const problems = problemsOf(form, fields);
  if (problems) return problems;
  const check = proofs.check(uid, form.code);
  if (check === 'right') return null;
  return { code: check === 'wrong' ? 'codeWrong' : 'codeSpent' };
}

function tooMany(answer: Answer): Answer {
  return answer.kind === 'page' ? { ...answer, status: status.tooMany } : answer;
}
