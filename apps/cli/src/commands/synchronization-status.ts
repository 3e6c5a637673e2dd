import { ask } from '../ask.ts';
import { columns } from '../columns.ts';
import { readWords, type Command, type CommandContext } from '../command.ts';
import { headquartersOptions, withHeadquarters } from '../headquarters-client.ts';
import { searchStagedOperations, type StagedOperationLine } from '../read-headquarters.ts';

const options = {
  ...headquartersOptions,
  status: { type: 'string', default: 'failed' },
  channel: { type: 'string' },
  'channel-database': { type: 'string' },
  code: { type: 'string' },
  text: { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string' },
  values: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  synchronize: { type: 'boolean', default: false },
} as const;

/**
 * `counterfoil synchronization-status [filters] [--values] [--json] [--synchronize]`: what could not be processed and
 * why; with `--synchronize` the failed ones among them are decided again.
 */
export const synchronizationStatusCommand: Command = async (context) => {
  const { say, print } = context;
  const { values } = readWords(context, options);
  const { channel: channelId, 'channel-database': channelDatabaseId, code, text, from, to } = values;
  const filter = { channelId, channelDatabaseId, code, text, from, to };
  return withHeadquarters(context, values, async (client) => {
    if (values.synchronize) {
      const path = '/customer-synchronization-status/synchronize';
      const { count } = await ask<{ count: number }>(client, 'POST', path, filter);
      print(values.json ? JSON.stringify({ count }) : say('synchronizedAgain', { count }));
      return 0;
    }
    const operations = await searchStagedOperations(client, { status: values.status, ...filter });
    if (values.json) print(JSON.stringify({ operations }));
    else printOperations(context, values.status, operations, values.values);
    return 0;
  });
};

function printOperations(
  { say, print }: CommandContext,
  status: string,
  operations: readonly StagedOperationLine[],
  withValues: boolean,
): void {
  print(say('stagedCustomers', { status }));
  if (operations.length === 0) return print(`  ${say('none')}`);
  const heads = [say('channel'), say('customer'), say('account'), say('recordedAt'), say('state'), say('reason')];
  const rows = operations.map((operation) => [
    operation.channelName ?? operation.channelDatabaseId,
    operation.name,
    operation.customerAccountNumber ?? '',
    operation.operationTimestamp ?? operation.receivedAt,
    operation.statusText,
    operation.lastKnownError?.message ?? '',
  ]);
  const lines = columns([heads, ...rows]);
  lines.forEach((line, index) => {
    print(`  ${line}`);
    const operation = operations[index - 1];
    if (withValues && operation) printValues(print, operation);
  });
}

function printValues(print: CommandContext['print'], { description, values }: StagedOperationLine): void {
  print(`    ${description}`);
  const rows = values.map(({ label, oldValue, newValue }) => [
    label,
    String(oldValue ?? ''),
    '→',
    String(newValue ?? ''),
  ]);
  for (const line of columns(rows)) print(`      ${line}`);
}
