import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Log } from '@counterfoil/platform/log';
import { errors, type InteractionResults, type Provider } from 'oidc-provider';
import { addressOf, takingOf } from './account-answers.ts';
import type { AccountDesk } from './account-desk.ts';
import { readAccountForm } from './account-form.ts';
import { accountSteps, codePage, createPage, forgottenPage, newPasswordPage, signInPage } from './account-pages.ts';
import type { Page } from './layout.ts';
import { cancelled, chosenField, errorPage, peoplePage } from './pages.ts';
import { languageOfRequest } from './provider.ts';
import { createPrompt, personOf, type DevelopmentClients } from './signing-in.ts';
import { readForm, status, visitOf, type Answer, type Visit } from './visit.ts';

/** What the pages of a sign-in work with. */
export interface SignInPages {
  readonly provider: Provider;
  readonly clients: DevelopmentClients;
  readonly desk: AccountDesk;
  readonly log: Log;
}

/** Shows a page of a sign-in, and takes what was chosen or typed there. */
export async function answerSignIn(
  pages: SignInPages,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const visit = await visitOf(pages.provider, pages.clients, request, response);
    const step = stepOf(visit, request);
    const answer =
      request.method === 'POST' ? await take(pages.desk, visit, step, request) : show(pages.desk, visit, step);
    await give(pages.provider, visit, answer, request, response);
  } catch (error) {
    const isRefusal = error instanceof errors.OIDCProviderError;
    if (!isRefusal) pages.log.error({ error: String(error) }, 'a sign-in failed');
    sendPage(response, 400, errorPage(isRefusal ? error.error : 'server_error', languageOfRequest(request)));
  }
}

/** The last part of the path; empty at the beginning. */
function stepOf({ path, client }: Visit, request: IncomingMessage): string {
  const { pathname } = new URL(request.url ?? '', 'http://provider');
  if (pathname === path) return '';
  const step = pathname.startsWith(`${path}/`) ? pathname.slice(path.length + 1) : '';
  if (!client.hasAccounts || step === '') throw new errors.InvalidRequest('no such page');
  return step;
}

function show(desk: AccountDesk, visit: Visit, step: string): Answer {
  const purpose = desk.proofs.of(visit.uid)?.purpose;
  switch (step) {
    case '':
      return firstPage(visit);
    case accountSteps.signIn:
      return signInPage(visit);
    case accountSteps.create:
      return createPage(visit);
    case accountSteps.forgotten:
      return forgottenPage(visit);
    case accountSteps.code:
    case accountSteps.newPassword:
    case accountSteps.newCode: {
      if (!purpose) return { kind: 'next', step: accountSteps.signIn };
      const page = purpose.kind === 'newAccount' ? codePage : newPasswordPage;
      return page(visit, addressOf(purpose));
    }
    default:
      throw new errors.InvalidRequest('no such page');
  }
}

function firstPage(visit: Visit): Answer {
  const { client, path, language } = visit;
  if (!client.hasAccounts) return { kind: 'page', page: peoplePage(client, path, language), status: status.fine };
  return visit.wantsAccount ? createPage(visit) : signInPage(visit);
}

async function take(desk: AccountDesk, visit: Visit, step: string, request: IncomingMessage): Promise<Answer> {
  const form = await readForm(request);
  if (step === '') return takeChoice(visit, form);
  const taking = takingOf.get(step);
  if (!taking) throw new errors.InvalidRequest('no such page');
  return taking(desk, visit, readAccountForm(form));
}

function takeChoice({ client }: Visit, form: URLSearchParams): Answer {
  const chosen = form.get(chosenField) ?? cancelled;
  if (chosen === cancelled) return { kind: 'cancelled' };
  if (!personOf(client, chosen)) throw new errors.InvalidRequest('unknown person');
  return { kind: 'signedIn', subject: chosen };
}

async function give(
  provider: Provider,
  { path }: Visit,
  answer: Answer,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  switch (answer.kind) {
    case 'page':
      return sendPage(response, answer.status, answer.page);
    case 'next':
      response.writeHead(303, { location: `${path}/${answer.step}` }).end();
      return;
    default:
      if (answer.kind === 'signedIn') await endSessionOfAnother(provider, answer.subject, request, response);
      await provider.interactionFinished(request, response, resultOf(answer), { mergeWithLastSubmission: false });
  }
}

/** Ends what somebody else began in this browser: the provider would ask to sign out first, on a page of its own. */
async function endSessionOfAnother(
  provider: Provider,
  subject: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const interaction = await provider.interactionDetails(request, response);
  if (!interaction.session || interaction.session.accountId === subject) return;
  const session = await provider.Session.findByUid(interaction.session.uid);
  await session?.destroy();
  interaction.session = undefined;
  await interaction.persist();
}

function resultOf(answer: Exclude<Answer, { kind: 'page' | 'next' }>): InteractionResults {
  if (answer.kind === 'cancelled') return { error: 'access_denied', error_description: 'nobody was chosen' };
  /* Whoever was asked for a new account and signed in with one has answered, too. */
  return { login: { accountId: answer.subject }, [createPrompt]: {} };
}

/** Sends a page. */
export function sendPage(response: ServerResponse, code: number, { html, headers }: Page): void {
  response.writeHead(code, headers).end(html);
}
