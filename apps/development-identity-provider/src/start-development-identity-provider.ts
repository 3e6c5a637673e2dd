import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { developmentClientPrefix } from '@counterfoil/contracts/administration/development-identity-provider';
import { ConfigurationError } from '@counterfoil/platform/configuration';
import type { Seams } from '@counterfoil/platform/seams';
import { openAccountDesk } from './account-desk.ts';
import { Accounts } from './accounts.ts';
import type { DevelopmentClient } from './development-client.ts';
import { Mailbox } from './mailbox.ts';
import { mailboxJson, mailboxJsonPath, mailboxPage, mailboxPath } from './mailbox-page.ts';
import { createProvider, languageOfRequest } from './provider.ts';
import { answerSignIn, sendPage } from './sign-in-pages.ts';
import { choicePath } from './signing-in.ts';
import { languageOfLocales } from './visit.ts';

/** A running development identity provider. */
export interface RunningDevelopmentIdentityProvider {
  /** Where it listens, and what it calls itself. */
  readonly issuer: string;
  /** Lets people sign in to one more application, or to one at other addresses than before. */
  registerClient(client: DevelopmentClient): void;
  stop(): Promise<void>;
}

/** What it is started with. */
export interface DevelopmentIdentityProviderOptions {
  /** 0: a free one. */
  readonly port: number;
  /** `production` is refused. */
  readonly environment: string | undefined;
  readonly seams: Pick<Seams, 'clock' | 'log'>;
  /** Where the accounts of shoppers are kept; without it they are gone with the process. */
  readonly accountsFile?: string;
}

/** Only this machine reaches it. */
const host = '127.0.0.1';

/**
 * Starts an OpenID provider for demonstrations and tests: people are chosen without a password, or have accounts whose
 * mails everybody reads. Throws a `ConfigurationError` in production, when the port is taken, or when the accounts can't
 * be read.
 */
export async function startDevelopmentIdentityProvider(
  options: DevelopmentIdentityProviderOptions,
): Promise<RunningDevelopmentIdentityProvider> {
  const { environment, port, seams } = options;
  if (environment === 'production') {
    throw new ConfigurationError(
      'The development identity provider lets everybody be anybody and does not start in production: configure your own identity provider, or set COUNTERFOIL_ENVIRONMENT to development.',
    );
  }
  const clients = new Map<string, DevelopmentClient>();
  const accounts = await Accounts.open(options.accountsFile, seams.clock);
  const mailbox = new Mailbox(seams.clock);
  const server = createServer();
  const issuer = await listen(server, port);
  const provider = await createProvider(issuer, { clients, accounts }, seams.clock);
  const answer = provider.callback();
  const pages = { provider, clients, desk: openAccountDesk(accounts, mailbox, seams.clock), log: seams.log };
  server.on('request', (request, response) => {
    const path = request.url?.split('?')[0] ?? '';
    if (path.startsWith(choicePath)) void answerSignIn(pages, request, response);
    else if (path === mailboxPath || path === mailboxJsonPath) showMailbox(mailbox, path, request, response);
    else void answer(request, response);
  });
  return {
    issuer,
    registerClient(client) {
      if (!client.clientId.startsWith(developmentClientPrefix)) {
        throw new Error(`the name of a development client begins with ${developmentClientPrefix}`);
      }
      clients.set(client.clientId, client);
    },
    async stop() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function listen(server: Server, port: number): Promise<string> {
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw cause;
    throw new ConfigurationError(
      `Port ${port}, for the identity provider of the demonstration, is taken by another program: stop that one, or choose another first port with --port or COUNTERFOIL_PORT.`,
      { cause },
    );
  }
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a server on a port has an address');
  return `http://${host}:${address.port}`;
}

function showMailbox(mailbox: Mailbox, path: string, request: IncomingMessage, response: ServerResponse): void {
  if (path === mailboxJsonPath) {
    response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' });
    response.end(mailboxJson(mailbox.latest()));
    return;
  }
  const wanted = new URL(request.url ?? '', 'http://provider').searchParams.get('ui_locales');
  const language = wanted === null ? languageOfRequest(request) : languageOfLocales(wanted);
  sendPage(response, 200, mailboxPage(mailbox.latest(), language));
}
