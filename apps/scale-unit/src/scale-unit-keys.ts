import { chmod, mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { StartError } from '@counterfoil/database/start-error';
import { generateScaleUnitKeys, type ScaleUnitKeys } from '@counterfoil/http/scale-unit-token';
import { z } from 'zod';

const keySchema = z.looseObject({ kty: z.string() });
const keysSchema = z.strictObject({ privateKey: keySchema, publicKey: keySchema });
const ownerOnly = 0o600;

/**
 * The scale unit's own key pair, made at its first start and kept in a file that only its user can read. It is flushed
 * to disk before it is registered, so that a crash in between doesn't use up the one-time code.
 */
export async function openScaleUnitKeys(file: string): Promise<ScaleUnitKeys> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw new StartError(`The key file ${file} cannot be read (${error.code}): give its user the right to read it.`);
  });
  if (text === null) return createKeys(file);
  const parsed = keysSchema.safeParse(parseJson(text));
  if (!parsed.success) {
    throw new StartError(
      `The key file ${file} is damaged: restore it from a copy, or delete it and register the scale unit anew.`,
    );
  }
  return parsed.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

async function createKeys(file: string): Promise<ScaleUnitKeys> {
  const keys = await generateScaleUnitKeys();
  await mkdir(dirname(file), { recursive: true });
  const unfinished = `${file}.new`;
  const handle = await open(unfinished, 'w', ownerOnly);
  try {
    await handle.writeFile(JSON.stringify(keys));
    await handle.sync();
  } finally {
    await handle.close();
  }
  await chmod(unfinished, ownerOnly);
  await rename(unfinished, file);
  return keys;
}
