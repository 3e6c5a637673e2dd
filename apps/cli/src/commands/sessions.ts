import { ask } from '../ask.ts';
import { columns } from '../columns.ts';
import { readWords, UsageError, type Command, type CommandContext } from '../command.ts';
import { headquartersOptions, withHeadquarters } from '../headquarters-client.ts';
import { readDownloadSessions, readUploadSessions, type Session } from '../read-headquarters.ts';

const options = {
  ...headquartersOptions,
  'channel-database': { type: 'string' },
  state: { type: 'string' },
} as const;

/** `counterfoil sessions [retry ID | cancel ID]` */
export const sessionsCommand: Command = async (context) => {
  const { values, positionals } = readWords(context, options, { min: 0, max: 2 });
  const [verb, id] = positionals;
  if (verb !== undefined && verb !== 'retry' && verb !== 'cancel') {
    throw new UsageError(context.say('surplusWord', { command: 'sessions', word: verb }));
  }
  if (verb !== undefined && id === undefined) {
    throw new UsageError(context.say('missingWord', { command: 'sessions' }));
  }
  return withHeadquarters(context, values, async (client) => {
    if (verb && id) {
      await ask(client, 'POST', `/download-sessions/${encodeURIComponent(id)}/${verb}`);
      context.print(context.say(verb === 'retry' ? 'sessionRetried' : 'sessionCanceled'));
      return 0;
    }
    const filter = { channelDatabaseId: values['channel-database'], state: values.state };
    printSessions(context, context.say('downloads'), await readDownloadSessions(client, filter));
    context.print('');
    printSessions(context, context.say('uploads'), await readUploadSessions(client, filter.channelDatabaseId));
    return 0;
  });
};

function printSessions({ print, say }: CommandContext, title: string, sessions: readonly Session[]): void {
  print(title);
  if (sessions.length === 0) return print(`  ${say('none')}`);
  const heads = [
    say('session'),
    say('channelDatabase'),
    say('job'),
    say('state'),
    say('rows'),
    say('bytes'),
    say('tries'),
    say('reason'),
  ];
  const rows = sessions.map((session) => [
    session.id,
    session.channelDatabaseId,
    session.job,
    session.state,
    session.rowCount,
    session.byteCount,
    session.tryCount,
    session.reason,
  ]);
  for (const line of columns([heads, ...rows])) print(`  ${line}`);
}
