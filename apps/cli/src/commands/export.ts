import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import type { ErrorBody } from '@counterfoil/contracts/refusal';
import { StartError } from '@counterfoil/database/start-error';
import { CommunicationException } from '@counterfoil/http/client';
import { RefusedByProduct } from '../ask.ts';
import { readWords, UsageError, type Command, type CommandContext } from '../command.ts';
import { headquartersOptions, withHeadquarters } from '../headquarters-client.ts';

const options = {
  ...headquartersOptions,
  format: { type: 'string', default: 'csv' },
  'legal-entity': { type: 'string' },
  images: { type: 'boolean', default: false },
  output: { type: 'string' },
} as const;

const ownerOnly = 0o600;

/** `counterfoil export customers [--format csv|ndjson] [--legal-entity ID] [--images] [--output FILE]` */
export const exportCommand: Command = async (context) => {
  const { values, positionals } = readWords(context, options, { min: 1, max: 1 });
  const { say, stopping } = context;
  const [what = ''] = positionals;
  if (what !== 'customers') throw new UsageError(say('surplusWord', { command: 'export', word: what }));
  const legalEntity = values['legal-entity'];
  const query = new URLSearchParams({
    format: values.format,
    images: String(values.images),
    ...(legalEntity !== undefined && { legalEntity }),
  });
  return withHeadquarters(context, values, async (client) => {
    const path = `/customers/export?${query.toString()}`;
    const { status, headers, body } = await client.callStream('GET', path, { abort: stopping });
    if (status >= 400) throw await refusalOf(status, body);
    await write(context, body, values.output);
    process.stderr.write(`${say('exportCursor', { cursor: String(headers['counterfoil-cursor'] ?? '') })}\n`);
    return 0;
  });
};

async function refusalOf(status: number, body: Readable): Promise<RefusedByProduct> {
  const answer = JSON.parse(await text(body)) as Partial<ErrorBody>;
  return new RefusedByProduct(status, answer.error ?? null);
}

/** A file is there under its name once it is whole; it is its owner's only. */
async function write({ say }: CommandContext, body: Readable, output: string | undefined): Promise<void> {
  if (output === undefined) {
    await pipeline(body, process.stdout, { end: false }).catch(broken);
    return;
  }
  const draft = `${output}.partial`;
  try {
    await pipeline(body, createWriteStream(draft, { mode: ownerOnly }));
    await rename(draft, output);
  } catch (cause) {
    await rm(draft, { force: true });
    const { code = '', syscall } = cause as NodeJS.ErrnoException;
    if (syscall === 'open' || syscall === 'rename' || syscall === 'write') {
      throw new StartError(say('fileUnwritable', { file: output, reason: code }), { cause });
    }
    broken(cause);
  }
}

function broken(cause: unknown): never {
  // Whoever reads the output stopped reading: main knows.
  if ((cause as NodeJS.ErrnoException).code === 'EPIPE') throw cause;
  throw new CommunicationException('the export broke off', null, { cause });
}
