import { ask } from '../ask.ts';
import { columns } from '../columns.ts';
import { readWords, UsageError, type Command } from '../command.ts';
import { headquartersOptions, withHeadquarters } from '../headquarters-client.ts';

const options = {
  ...headquartersOptions,
  state: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;

interface ListedNotification {
  readonly notificationId: string;
  readonly customerAccountNumber: string | null;
  readonly channelId: string;
  readonly state: string;
  readonly tryCount: number;
  readonly createdAt: string;
  readonly lastError: { readonly message: string } | null;
}

/** `counterfoil notifications [list] [--state STATE] | retry ID | retry all` */
export const notificationsCommand: Command = async (context) => {
  const { values, positionals } = readWords(context, options, { min: 0, max: 2 });
  const { say, print } = context;
  const [verb = 'list', id] = positionals;
  if (verb !== 'list' && verb !== 'retry') {
    throw new UsageError(say('surplusWord', { command: 'notifications', word: verb }));
  }
  if (verb === 'retry' && id === undefined) throw new UsageError(say('missingWord', { command: 'notifications' }));
  return withHeadquarters(context, values, async (client) => {
    if (verb === 'retry' && id !== undefined) {
      const path = id === 'all' ? '/notifications/retry' : `/notifications/${encodeURIComponent(id)}/retry`;
      print(say('notificationsRetried', { ...(await ask<{ count: number }>(client, 'POST', path)) }));
      return 0;
    }
    const query = values.state === undefined ? '' : `?state=${encodeURIComponent(values.state)}`;
    const answer = await ask<{ notifications: ListedNotification[] }>(client, 'GET', `/notifications${query}`);
    if (values.json) print(JSON.stringify(answer));
    else if (answer.notifications.length === 0) print(say('none'));
    else {
      const heads = [
        say('notification'),
        say('account'),
        say('channel'),
        say('state'),
        say('tries'),
        say('recordedAt'),
      ];
      const rows = answer.notifications.map((line) => [
        line.notificationId,
        line.customerAccountNumber ?? '',
        line.channelId,
        line.state,
        line.tryCount,
        line.createdAt,
        line.lastError?.message ?? '',
      ]);
      for (const line of columns([[...heads, say('reason')], ...rows])) print(line);
    }
    return 0;
  });
};
