import { ask } from '../ask.ts';
import { columns } from '../columns.ts';
import { readWords, type Command } from '../command.ts';
import { headquartersOptions, withHeadquarters } from '../headquarters-client.ts';

const options = { ...headquartersOptions, json: { type: 'boolean', default: false } } as const;

/** What is printed of a trace. */
interface Trace {
  readonly name: string;
  readonly customerAccountNumber: string | null;
  readonly steps: readonly { readonly at: string | null; readonly text: string }[];
  readonly channels: readonly { readonly appliedAt: string | null; readonly text: string }[];
  readonly next: { readonly text: string };
}

/** `counterfoil trace IDENTIFIER [--json]`: where a customer is, by account number or permanent identifier. */
export const traceCommand: Command = async (context) => {
  const { say, print } = context;
  const { values, positionals } = readWords(context, options, { min: 1, max: 1 });
  const path = `/customers/${encodeURIComponent(positionals[0] ?? '')}/trace`;
  return withHeadquarters(context, values, async (client) => {
    const trace = await ask<Trace>(client, 'GET', path);
    if (values.json) {
      print(JSON.stringify(trace));
      return 0;
    }
    print([trace.name, trace.customerAccountNumber ?? ''].join('  ').trim());
    for (const line of columns(trace.steps.map(({ at, text }) => [at ?? '', text]))) print(`  ${line}`);
    if (trace.channels.length > 0) print(say('channelDatabases'));
    for (const line of columns(trace.channels.map(({ appliedAt, text }) => [appliedAt ?? '', text])))
      print(`  ${line}`);
    print(`${say('nextStep')} ${trace.next.text}`);
    return 0;
  });
};
