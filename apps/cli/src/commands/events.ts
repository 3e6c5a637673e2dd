import type { Client } from '@counterfoil/http/client';
import { ask } from '../ask.ts';
import { columns } from '../columns.ts';
import { exitAttention, readWords, UsageError, type Command, type CommandContext } from '../command.ts';
import { headquartersOptions, withHeadquarters } from '../headquarters-client.ts';

const options = {
  ...headquartersOptions,
  after: { type: 'string' },
  'from-start': { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
} as const;

interface ListedSubscription {
  readonly eventSubscriptionId: string;
  readonly name: string;
  readonly state: string;
  readonly deliveredCount: string;
  readonly lastError: { readonly message: string } | null;
}

/** `counterfoil events [subscriptions] | secret ID | resume ID [--after CURSOR | --from-start]` */
export const eventsCommand: Command = async (context) => {
  const { values, positionals } = readWords(context, options, { min: 0, max: 2 });
  const { say, print } = context;
  const [verb = 'subscriptions', id] = positionals;
  if (!['subscriptions', 'secret', 'resume'].includes(verb)) {
    throw new UsageError(say('surplusWord', { command: 'events', word: verb }));
  }
  if (verb !== 'subscriptions' && id === undefined) throw new UsageError(say('missingWord', { command: 'events' }));
  return withHeadquarters(context, values, async (client) => {
    if (verb === 'subscriptions' || id === undefined) return list(context, client, values.json);
    const path = `/event-subscriptions/${encodeURIComponent(id)}/${verb}`;
    if (verb === 'secret') {
      print((await ask<{ secret: string }>(client, 'POST', path)).secret);
      return 0;
    }
    const after = values['from-start'] ? null : values.after;
    await ask(client, 'POST', path, after === undefined ? {} : { after });
    print(say('subscriptionResumed', { id }));
    return 0;
  });
};

async function list({ say, print }: CommandContext, client: Client, asJson: boolean): Promise<number> {
  const answer = await ask<{ eventSubscriptions: ListedSubscription[] }>(client, 'GET', '/event-subscriptions');
  const { eventSubscriptions } = answer;
  if (asJson) print(JSON.stringify(answer));
  else if (eventSubscriptions.length === 0) print(say('none'));
  else {
    const heads = [say('subscription'), '', say('state'), say('delivered'), say('reason')];
    const rows = eventSubscriptions.map((line) => [
      line.eventSubscriptionId,
      line.name,
      line.state,
      line.deliveredCount,
      line.lastError?.message ?? '',
    ]);
    for (const line of columns([heads, ...rows])) print(line);
  }
  return eventSubscriptions.some(({ state }) => state === 'suspended') ? exitAttention : 0;
}
