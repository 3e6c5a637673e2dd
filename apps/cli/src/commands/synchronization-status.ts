import { ask } from '../ask.ts';
import { columns } from '../columns.ts';
import { readWords, type Command } from '../command.ts';
import { headquartersOptions, withHeadquarters } from '../headquarters-client.ts';
import { readStagedOperations } from '../read-headquarters.ts';

const options = {
  ...headquartersOptions,
  status: { type: 'string', default: 'failed' },
  synchronize: { type: 'boolean', default: false },
} as const;

/** `counterfoil synchronization-status [--status STATUS] [--synchronize]` */
export const synchronizationStatusCommand: Command = async (context) => {
  const { say, print } = context;
  const { values } = readWords(context, options);
  return withHeadquarters(context, values, async (client) => {
    if (values.synchronize) {
      const path = '/customer-synchronization-status/synchronize';
      const { count } = await ask<{ count: number }>(client, 'POST', path, {});
      print(say('synchronizedAgain', { count }));
      return 0;
    }
    const operations = await readStagedOperations(client, values.status);
    print(say('stagedCustomers', { status: values.status }));
    if (operations.length === 0) print(`  ${say('none')}`);
    const heads = [say('receivedAt'), say('channelDatabase'), say('customer'), say('state'), say('reason')];
    const rows = operations.map((operation) => [
      operation.receivedAt,
      operation.channelDatabaseId,
      operation.name,
      operation.status,
      operation.lastKnownError?.message ?? '',
    ]);
    if (rows.length > 0) for (const line of columns([heads, ...rows])) print(`  ${line}`);
    return 0;
  });
};
