import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CommunicationException, createClient } from '@counterfoil/http/client';
import { StartError } from '@counterfoil/database/start-error';
import { z } from 'zod';

/** Where a running product is and what opens it; the file is for its owner's eyes only (mode 0600). */
export const connectionSchema = z.object({
  headquartersUrl: z.string(),
  administratorToken: z.string(),
  scaleUnits: z.array(
    z.object({
      channelDatabaseId: z.string(),
      url: z.string(),
      applicationToken: z.string(),
      administratorToken: z.string(),
    }),
  ),
  /** Cuts and restores the lines between the stores and headquarters. */
  controlUrl: z.string(),
  /** Where the demonstration's people sign in; an earlier release had none. */
  identityProviderUrl: z.string().optional(),
  /** The web shop, and what it shows its scale unit; an earlier release had none. */
  storefrontUrl: z.string().optional(),
  storefrontToken: z.string().optional(),
});
export type Connection = z.infer<typeof connectionSchema>;

/** The file's name in the data folder. */
export const connectionFileName = 'connection.json';

const repositoryRoot = fileURLToPath(new URL('../../..', import.meta.url));
const healthTimeoutMs = 3_000;

/** The folder with the product's databases: `COUNTERFOIL_DATA_FOLDER`, or `data` beside the program. */
export function dataFolderOf(environment: NodeJS.ProcessEnv): string {
  return resolve(environment['COUNTERFOIL_DATA_FOLDER'] || join(repositoryRoot, 'data'));
}

/** What the last start wrote down; null when there was none. Throws a `StartError` when the file is damaged. */
export function readConnection(dataFolder: string): Connection | null {
  const file = join(dataFolder, connectionFileName);
  try {
    return connectionSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new StartError(`The file ${file} cannot be used: start the product again, which writes it anew.`, { cause });
  }
}

/** Whether everything that the connection names answers now. */
export async function isRunning(connection: Connection): Promise<boolean> {
  const { headquartersUrl, scaleUnits, storefrontUrl } = connection;
  const urls = [headquartersUrl, ...scaleUnits.map(({ url }) => url), ...(storefrontUrl ? [storefrontUrl] : [])];
  return (await Promise.all(urls.map(answersHealth))).every(Boolean);
}

async function answersHealth(baseUrl: string): Promise<boolean> {
  const client = createClient({ baseUrl, timeoutMs: healthTimeoutMs });
  try {
    return (await client.call('GET', '/health')).status === 200;
  } catch (error) {
    // Nobody answers: that is what was asked.
    if (error instanceof CommunicationException) return false;
    throw error;
  } finally {
    await client.close();
  }
}
