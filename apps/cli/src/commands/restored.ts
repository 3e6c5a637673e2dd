import { ask } from '../ask.ts';
import { readWords, type Command } from '../command.ts';
import { headquartersOptions, withHeadquarters } from '../headquarters-client.ts';

const options = { ...headquartersOptions, reason: { type: 'string', default: 'restored from a backup' } } as const;

/** `counterfoil restored`: a new incarnation of the headquarters database begins (R11). */
export const restoredCommand: Command = async (context) => {
  const { values } = readWords(context, options);
  return withHeadquarters(context, values, async (client) => {
    await ask(client, 'POST', '/epochs', { reason: values.reason });
    context.print(context.say('restored'));
    return 0;
  });
};
