import { transactionLinesSchema, type TransactionLine } from '@counterfoil/contracts/retail-transaction';
import type { Client } from '@counterfoil/http/client';
import { ask } from '../ask.ts';
import { columns } from '../columns.ts';
import { exitAttention, readWords, UsageError, type Command, type CommandContext } from '../command.ts';
import { headquartersOptions, withHeadquarters } from '../headquarters-client.ts';

const options = {
  ...headquartersOptions,
  status: { type: 'string' },
  customer: { type: 'string' },
  'address-id': { type: 'string' },
  'requested-date': { type: 'string' },
  line: { type: 'string', multiple: true },
} as const;

/** An order as headquarters tells of it. */
interface ListedOrder {
  readonly transaction: {
    readonly transactionId: string;
    readonly channelId: string;
    readonly receiptNumber: string;
    readonly totalAmount: string;
    readonly currency: string;
  };
  readonly pendingOrderStatus: string;
  readonly salesOrderNumber: string | null;
  readonly holdCode: string | null;
  readonly orderError: { readonly message: string } | null;
  readonly retryCount: number;
  readonly display: { readonly customer: string; readonly account: string };
}

type Values = ReturnType<typeof readWords<typeof options>>['values'];

/** `counterfoil orders list | sync ID | edit ID` */
export const ordersCommand: Command = async (context) => {
  const { values, positionals } = readWords(context, options, { min: 1, max: 2 });
  const [verb = '', id] = positionals;
  const act = verbs[verb];
  if (!act || (verb === 'list' && id !== undefined)) {
    throw new UsageError(context.say('surplusWord', { command: 'orders', word: id ?? verb }));
  }
  if (verb !== 'list' && id === undefined) throw new UsageError(context.say('missingWord', { command: 'orders' }));
  return withHeadquarters(context, values, (client) => act(context, client, id ?? '', values));
};

type Verb = (context: CommandContext, client: Client, id: string, values: Values) => Promise<number>;

const verbs: Readonly<Record<string, Verb>> = { list, sync, edit };

async function list({ print, say }: CommandContext, client: Client, _id: string, values: Values): Promise<number> {
  const query = new URLSearchParams();
  if (values.status !== undefined) query.set('status', values.status);
  if (values.customer !== undefined) query.set('customer', values.customer);
  const { orders } = await ask<{ orders: ListedOrder[] }>(client, 'GET', `/orders?${query.toString()}`);
  if (orders.length === 0) {
    print(say('none'));
    return 0;
  }
  const heads = [say('transaction'), say('customer'), say('account'), say('amount'), say('state'), say('salesOrder')];
  const rows = orders.map(({ transaction, display, ...order }) => [
    transaction.transactionId,
    display.customer,
    display.account,
    `${transaction.totalAmount} ${transaction.currency}`,
    order.pendingOrderStatus,
    [order.salesOrderNumber, order.holdCode].filter(Boolean).join(' '),
    order.retryCount,
    order.orderError?.message ?? '',
  ]);
  for (const line of columns([[...heads, say('tries'), say('reason')], ...rows])) print(line);
  return 0;
}

const pathOf = (id: string): string => `/orders/${encodeURIComponent(id)}`;

async function sync(context: CommandContext, client: Client, id: string): Promise<number> {
  return tell(context, await ask<ListedOrder>(client, 'POST', `${pathOf(id)}/sync`));
}

/** Sets the order to Editing, then changes what the options name. */
async function edit(context: CommandContext, client: Client, id: string, values: Values): Promise<number> {
  const changes = changesOf(context, values);
  let order = await ask<ListedOrder>(client, 'POST', `${pathOf(id)}/editing`);
  if (Object.keys(changes).length > 0) order = await ask<ListedOrder>(client, 'PATCH', pathOf(id), changes);
  context.print(context.say('orderEditing', { order: order.transaction.transactionId }));
  return 0;
}

/** `-` takes an address or a date away. */
const nothing = '-';

function changesOf({ say }: CommandContext, values: Values): object {
  const { customer, line: lines } = values;
  const addressId = values['address-id'];
  const date = values['requested-date'];
  const parsed = lines === undefined ? undefined : transactionLinesSchema.safeParse(lines.map(lineOf));
  if (parsed?.success === false) throw new UsageError(say('orderLineInvalid'));
  return {
    ...(customer !== undefined && { customer }),
    ...(addressId !== undefined && { deliveryAddressId: addressId === nothing ? null : addressId }),
    ...(date !== undefined && { requestedDeliveryDate: date === nothing ? null : date }),
    ...(parsed && { lines: parsed.data }),
  };
}

/** `ITEM,QUANTITY,PRICE,AMOUNT` */
function lineOf(text: string): TransactionLine {
  const [itemId = '', quantity = '', price = '', amount = ''] = text.split(',').map((part) => part.trim());
  return { itemId, quantity, price, amount };
}

function tell({ print, say }: CommandContext, order: ListedOrder): number {
  const { transactionId } = order.transaction;
  if (order.pendingOrderStatus === 'success') {
    print(say('orderMade', { order: transactionId, number: order.salesOrderNumber ?? '' }));
    return 0;
  }
  print(say('orderNotMade', { order: transactionId, reason: order.orderError?.message ?? order.pendingOrderStatus }));
  return exitAttention;
}
