import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { developmentClientPrefix } from '@counterfoil/contracts/administration/development-identity-provider';
import { languageOf } from '@counterfoil/http/language';
import { ConfigurationError } from '@counterfoil/platform/configuration';
import type { Seams } from '@counterfoil/platform/seams';
import { errors, type Provider } from 'oidc-provider';
import type { DevelopmentClient } from './development-client.ts';
import { cancelled, chosenField, errorPage, peoplePage, type Page } from './pages.ts';
import { choicePath, createProvider, languageOfRequest, personOf } from './provider.ts';

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
}

/** Only this machine reaches it. */
const host = '127.0.0.1';
const bodyBytesMax = 4_096;

/**
 * Starts an OpenID provider that asks for no password, for demonstrations and tests. Throws a `ConfigurationError` in
 * production, or when the port is taken.
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
  const server = createServer();
  const issuer = await listen(server, port);
  const provider = await createProvider(issuer, clients, seams.clock);
  const answer = provider.callback();
  server.on('request', (request, response) => {
    const isChoice = request.url?.startsWith(choicePath) ?? false;
    void (isChoice ? choose({ provider, clients, seams }, request, response) : answer(request, response));
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

interface Choice {
  readonly provider: Provider;
  readonly clients: ReadonlyMap<string, DevelopmentClient>;
  readonly seams: Pick<Seams, 'log'>;
}

/** Shows the people of the application, and takes who was chosen. */
async function choose(choice: Choice, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    await (request.method === 'POST' ? takeChoice(choice, request, response) : showPeople(choice, request, response));
  } catch (error) {
    if (!(error instanceof errors.OIDCProviderError))
      choice.seams.log.error({ error: String(error) }, 'a choice failed');
    send(
      response,
      400,
      errorPage(error instanceof errors.OIDCProviderError ? error.error : 'server_error', languageOfRequest(request)),
    );
  }
}

async function showPeople(
  { provider, clients }: Choice,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { uid, params } = await provider.interactionDetails(request, response);
  const client = clients.get(String(params['client_id']));
  if (!client) throw new errors.InvalidClient('unknown client');
  const wanted = params['ui_locales'];
  const language = typeof wanted === 'string' ? languageOf(wanted.replaceAll(' ', ',')) : languageOfRequest(request);
  send(response, 200, peoplePage(client, `${choicePath}${uid}`, language));
}

async function takeChoice(
  { provider, clients }: Choice,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { params } = await provider.interactionDetails(request, response);
  const chosen = await chosenSubject(request);
  const result =
    chosen === cancelled
      ? { error: 'access_denied', error_description: 'nobody was chosen' }
      : { login: { accountId: chosen } };
  if (chosen !== cancelled && !personOf(clients.get(String(params['client_id'])), chosen)) {
    throw new errors.InvalidRequest('unknown person');
  }
  await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
}

async function chosenSubject(request: IncomingMessage): Promise<string> {
  if (Number(request.headers['content-length'] ?? bodyBytesMax + 1) > bodyBytesMax)
    throw new errors.InvalidRequest('too large');
  return new URLSearchParams(await text(request)).get(chosenField) ?? cancelled;
}

function send(response: ServerResponse, status: number, { html, headers }: Page): void {
  response.writeHead(status, headers).end(html);
}
