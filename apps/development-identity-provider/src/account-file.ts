import { open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { languages } from '@counterfoil/contracts/error-register';
import { ConfigurationError } from '@counterfoil/platform/configuration';
import { z } from 'zod';
import { passwordHashSchema } from './passwords.ts';

const accountSchema = z.strictObject({
  /** Who, for every application: random, and never another's. */
  subject: z.string(),
  /** As it was typed and then verified. */
  email: z.string(),
  givenName: z.string(),
  familyName: z.string(),
  /** In which the account was created. */
  language: z.enum(languages),
  password: passwordHashSchema,
  /** When the password was last chosen, in seconds since 1970: who signed in before has to do so again. */
  passwordSetAtSeconds: z.int(),
});

/** Somebody who signs in by e-mail and password; the e-mail address is verified. */
export type Account = Readonly<z.output<typeof accountSchema>>;

const fileSchema = z.strictObject({ accounts: z.array(accountSchema) });
const ownerOnly = 0o600;

/** The accounts of a file; none where there is no file yet. Throws a `ConfigurationError` when it can't be read. */
export async function readAccounts(file: string): Promise<Account[]> {
  const content = await contentOf(file);
  if (content === null) return [];
  try {
    return fileSchema.parse(JSON.parse(content)).accounts;
  } catch (cause) {
    throw new ConfigurationError(
      `${file} does not hold accounts of the development identity provider: restore it, or move it away to begin without accounts.`,
      { cause },
    );
  }
}

async function contentOf(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** Replaces the accounts of a file as a whole; once this resolves, a power cut doesn't undo it. */
export async function writeAccounts(file: string, accounts: readonly Account[]): Promise<void> {
  const unfinished = `${file}.new`;
  const handle = await open(unfinished, 'w', ownerOnly);
  try {
    /* A file left over from a crash keeps its own mode otherwise. */
    await handle.chmod(ownerOnly);
    await handle.writeFile(JSON.stringify({ accounts: [...accounts] } satisfies z.input<typeof fileSchema>));
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(unfinished, file);
  await syncFolder(dirname(file));
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
