import { statfs } from 'node:fs/promises';
import { gravest, type Check } from '@counterfoil/headquarters/doctor/finding';
import { CommunicationException, type Client } from '@counterfoil/http/client';
import { ask } from '../ask.ts';
import { readWords, type Command, type CommandContext } from '../command.ts';
import { dataFolderOf } from '../connection.ts';
import { headquartersOptions, withHeadquarters } from '../headquarters-client.ts';
import { clockCheck, diskCheck, exitCodes, headquartersCheck, linesOf } from './local-checks.ts';

const options = { ...headquartersOptions, json: { type: 'boolean', default: false } } as const;

/**
 * `counterfoil doctor [--json]`: what is not as it must be, and what to do. Exit code 0 when everything is fine, 1 when
 * anything needs attention, 2 when something is broken, a silent headquarters included.
 */
export const doctorCommand: Command = async (context) => {
  const { say, print } = context;
  const { values } = readWords(context, options);
  const atHeadquarters = await withHeadquarters(context, values, (client) => checksOf(client, context));
  const isLocal = values['headquarters-url'] === undefined;
  const checks = [...atHeadquarters, ...(isLocal ? [await ownDiskCheck(context)] : [])];
  const status = gravest(checks);
  if (values.json) print(JSON.stringify({ status, checks }));
  else for (const line of linesOf(checks, say)) print(line);
  return exitCodes[status];
};

interface DoctorAnswer {
  /** ISO 8601, by the clock of headquarters. */
  readonly checkedAt: string;
  readonly checks: readonly Check[];
}

/** What headquarters says of itself, and what only its caller can see. */
async function checksOf(client: Client, { say, seams }: CommandContext): Promise<Check[]> {
  const begunAtMs = seams.clock.now().getTime();
  try {
    const { checkedAt, checks } = await ask<DoctorAnswer>(client, 'GET', '/doctor');
    const endedAtMs = seams.clock.now().getTime();
    return [
      headquartersCheck(null, say),
      clockCheck(distance(Date.parse(checkedAt), begunAtMs, endedAtMs), say),
      /* What mends it by itself is for the workspace. */
      ...checks.map(({ name, status, message, remedy }) => ({ name, status, message, remedy })),
    ];
  } catch (error) {
    if (!(error instanceof CommunicationException)) throw error;
    return [headquartersCheck(error.message, say)];
  }
}

/** How far `time` is from the span; 0 within it. */
function distance(time: number, from: number, to: number): number {
  return Math.max(0, from - time, time - to);
}

async function ownDiskCheck({ environment, say }: CommandContext): Promise<Check> {
  const dataFolder = dataFolderOf(environment);
  const { bavail, bsize } = await statfs(dataFolder);
  return diskCheck(bavail * bsize, dataFolder, say);
}
