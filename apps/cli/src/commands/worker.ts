import { pinSchema } from '@counterfoil/contracts/worker-sessions';
import { ask } from '../ask.ts';
import { readWords, UsageError, type Command } from '../command.ts';
import { headquartersOptions, withHeadquarters } from '../headquarters-client.ts';
import { readSecretLine } from '../read-secret-line.ts';

const options = {
  ...headquartersOptions,
  /* What happens anyway where nobody sits at a terminal; a script may say so. */
  'pin-from-stdin': { type: 'boolean', default: false },
} as const;

/** `counterfoil worker pin WORKER`: the PIN is read from standard input, never from the command line, which is kept. */
export const workerCommand: Command = async (context) => {
  const { say, print } = context;
  const { values, positionals } = readWords(context, options, { min: 2, max: 2 });
  const [verb = '', workerId = ''] = positionals;
  if (verb !== 'pin') throw new UsageError(say('surplusWord', { command: 'worker', word: verb }));
  const pin = await readSecretLine(say('pinQuestion', { worker: workerId }));
  if (!pinSchema.safeParse(pin).success) throw new UsageError(say('pinUnreadable'));
  return withHeadquarters(context, values, async (client) => {
    await ask(client, 'PUT', `/workers/${encodeURIComponent(workerId)}/pin`, { pin });
    print(say('pinSet', { worker: workerId }));
    return 0;
  });
};
