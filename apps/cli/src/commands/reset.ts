import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { holderOf } from '@counterfoil/database/data-folder-lock';
import { exitAttention, readWords, type Command } from '../command.ts';
import { connectionFileName, dataFolderOf } from '../connection.ts';

/** Everything that the product puts into its data folder. */
const ownEntries: readonly string[] = ['postgresql', 'keys', connectionFileName, `${connectionFileName}.new`];

/** `counterfoil reset`: deletes what the product keeps in its data folder, and nothing else. */
export const resetCommand: Command = async (context) => {
  readWords(context, {});
  const { say, print, environment } = context;
  const dataFolder = dataFolderOf(environment);
  const pid = await holderOf(join(dataFolder, 'postgresql'));
  if (pid !== undefined) {
    process.stderr.write(`${say('resetRunning', { dataFolder, pid })}\n`);
    return exitAttention;
  }
  if ((await entriesOf(dataFolder)).some((entry) => !ownEntries.includes(entry))) {
    process.stderr.write(`${say('resetForeign', { dataFolder })}\n`);
    return exitAttention;
  }
  for (const entry of ownEntries) await rm(join(dataFolder, entry), { recursive: true, force: true });
  print(say('resetDone', { dataFolder }));
  return 0;
};

async function entriesOf(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
