import type { Client } from '@counterfoil/http/client';
import { ask } from '../ask.ts';
import { columns } from '../columns.ts';
import { exitAttention, readWords, UsageError, type Command, type CommandContext } from '../command.ts';
import { headquartersOptions, withHeadquarters } from '../headquarters-client.ts';

const options = { ...headquartersOptions, channel: { type: 'string' } } as const;

/** A statement as headquarters tells of it. */
interface ListedStatement {
  readonly statementId: string;
  readonly channelId: string;
  readonly state: string;
  readonly transactionCount: number;
  readonly modifiedAt: string;
  readonly lastKnownError: { readonly message: string } | null;
}

interface StatementDetail extends ListedStatement {
  readonly lines: readonly {
    readonly account: string;
    readonly itemId: string;
    readonly quantity: string;
    readonly amount: string;
    readonly currency: string;
    readonly salesOrderNumber: string | null;
    readonly invoiceNumber: string | null;
  }[];
  readonly exclusions: readonly { readonly transactionId: string; readonly problem: { readonly message: string } }[];
}

/** `counterfoil statements list | calculate | show ID | post ID` */
export const statementsCommand: Command = async (context) => {
  const { values, positionals } = readWords(context, options, { min: 1, max: 2 });
  const [verb = '', id] = positionals;
  const act = verbs[verb];
  const needsId = verb === 'show' || verb === 'post';
  if (!act || (!needsId && id !== undefined)) {
    throw new UsageError(context.say('surplusWord', { command: 'statements', word: id ?? verb }));
  }
  if (needsId && id === undefined) throw new UsageError(context.say('missingWord', { command: 'statements' }));
  return withHeadquarters(context, values, (client) => act(context, client, id ?? '', values.channel));
};

type Verb = (context: CommandContext, client: Client, id: string, channel: string | undefined) => Promise<number>;

const verbs: Readonly<Record<string, Verb>> = { list, calculate, show, post };

async function list(context: CommandContext, client: Client, _id: string, channel?: string): Promise<number> {
  const query = channel === undefined ? '' : `?channelId=${encodeURIComponent(channel)}`;
  const { statements } = await ask<{ statements: ListedStatement[] }>(client, 'GET', `/statements${query}`);
  printStatements(context, statements);
  return 0;
}

function printStatements({ print, say }: CommandContext, statements: readonly ListedStatement[]): void {
  if (statements.length === 0) return print(say('none'));
  const heads = [say('statement'), say('channel'), say('state'), say('transactions'), say('changedAt'), say('reason')];
  const rows = statements.map((statement) => [
    statement.statementId,
    statement.channelId,
    statement.state,
    statement.transactionCount,
    statement.modifiedAt,
    statement.lastKnownError?.message ?? '',
  ]);
  for (const line of columns([heads, ...rows])) print(line);
}

async function calculate(
  { print, say }: CommandContext,
  client: Client,
  _id: string,
  channelId?: string,
): Promise<number> {
  const body = channelId === undefined ? {} : { channelId };
  const figures = await ask<{ statements: number; transactions: number }>(
    client,
    'POST',
    '/statements/calculate',
    body,
  );
  print(say('statementsCalculated', figures));
  return 0;
}

const pathOf = (id: string): string => `/statements/${encodeURIComponent(id)}`;

async function show(context: CommandContext, client: Client, id: string): Promise<number> {
  printDetail(context, await ask<StatementDetail>(client, 'GET', pathOf(id)));
  return 0;
}

async function post(context: CommandContext, client: Client, id: string): Promise<number> {
  const statement = await ask<StatementDetail>(client, 'POST', `${pathOf(id)}/post`);
  printDetail(context, statement);
  return statement.state === 'posted' ? 0 : exitAttention;
}

function printDetail(context: CommandContext, statement: StatementDetail): void {
  const { print, say } = context;
  printStatements(context, [statement]);
  const heads = [say('account'), say('item'), say('quantity'), say('amount'), say('salesOrder'), say('invoice')];
  const rows = statement.lines.map((line) => [
    line.account,
    line.itemId,
    line.quantity,
    `${line.amount} ${line.currency}`,
    line.salesOrderNumber ?? '',
    line.invoiceNumber ?? '',
  ]);
  if (rows.length > 0) for (const line of columns([heads, ...rows])) print(`  ${line}`);
  if (statement.exclusions.length > 0) print(say('leftToNextStatement'));
  for (const { transactionId, problem } of statement.exclusions) print(`  ${transactionId}  ${problem.message}`);
}
