import type { Client } from '@counterfoil/http/client';
import { openClient } from './ask.ts';
import { UsageError, type CommandContext } from './command.ts';
import { dataFolderOf, readConnection } from './connection.ts';

/** The options by which any command finds a headquarters that it did not start. */
export const headquartersOptions = {
  'headquarters-url': { type: 'string' },
  token: { type: 'string' },
} as const;

/** Runs `work` with a client of the headquarters that the options or the data folder name. */
export async function withHeadquarters<Result>(
  context: CommandContext,
  options: { readonly 'headquarters-url'?: string | undefined; readonly token?: string | undefined },
  work: (headquarters: Client) => Promise<Result>,
): Promise<Result> {
  const client = openHeadquartersClient(context, options['headquarters-url'], options.token);
  try {
    return await work(client);
  } finally {
    await client.close();
  }
}

function openHeadquartersClient(
  { environment, language, say }: CommandContext,
  givenUrl: string | undefined,
  givenToken: string | undefined,
): Client {
  if (givenUrl !== undefined && !URL.canParse(givenUrl)) throw new UsageError(say('urlUnreadable', { url: givenUrl }));
  const token = givenToken ?? environment['COUNTERFOIL_TOKEN'];
  if (givenUrl !== undefined) {
    // The token of this machine's product is never sent to another address.
    if (!token) throw new UsageError(say('tokenMissing'));
    return openClient(givenUrl, token, language);
  }
  const dataFolder = dataFolderOf(environment);
  const connection = readConnection(dataFolder);
  if (!connection) throw new UsageError(say('noConnection', { dataFolder }));
  return openClient(connection.headquartersUrl, token || connection.administratorToken, language);
}
