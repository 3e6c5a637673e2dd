import {
  createAtHeadquartersRequestSchema,
  type CreateAtHeadquartersRequest,
} from '@counterfoil/contracts/edit-at-headquarters';
import type { CustomerAttribute } from '@counterfoil/contracts/channel-configuration';
import type { Problem } from '@counterfoil/contracts/customer-operation';
import { cellText, jsonOfCell, listOfCell } from './cells.ts';
import { choices, numberFields, truthFields, type NumberedList, type Target } from './columns.ts';

/** A row as the creation that it asks for. */
export interface ReadRow {
  readonly request: CreateAtHeadquartersRequest;
  /** Where the row comes from, if it was corrected from an earlier import. */
  readonly importId: string | null;
  readonly importLine: number | null;
}

/** What the rows of one import have in common. */
export interface RowContext {
  /** What each column stands for; null: left out. */
  readonly targets: readonly (Target | null)[];
  readonly attributeTypes: ReadonlyMap<string, CustomerAttribute['attributeType']>;
  readonly channelId: string | undefined;
  readonly legalEntity: string | undefined;
}

type Cells = Record<string, unknown>;

/** What a row gathers while its cells are read. */
interface Gathered {
  readonly customer: Cells;
  readonly attributes: Cells;
  readonly children: Record<NumberedList, (Cells | undefined)[]>;
  readonly more: Record<NumberedList, unknown[]>;
  readonly row: Cells;
  readonly problems: Problem[];
}

/** Reads the cells of a row; an empty one says nothing. All that can't be read is answered at once. */
export function readRow(values: readonly string[], context: RowContext): ReadRow | readonly Problem[] {
  const { targets, channelId } = context;
  if (values.length !== targets.length) {
    const parameters = { count: values.length, expected: targets.length };
    return [{ code: 'import_column_count', field: '', parameters }];
  }
  const gathered = emptyRow();
  targets.forEach((target, index) => {
    const cell = cellText((values[index] ?? '').trim());
    if (target && cell !== '') gather(gathered, target, cell, context);
  });
  const { row, problems } = gathered;
  if (row['deactivated'] === true) problems.push({ code: 'import_customer_deactivated', field: 'deactivated' });
  if (problems.length > 0) return problems;
  const legalEntity = row['legalEntity'] ?? context.legalEntity;
  const parsed = createAtHeadquartersRequestSchema.safeParse({
    ...(channelId !== undefined && { channelId }),
    ...(legalEntity !== undefined && { legalEntity }),
    ...(row['customerId'] !== undefined && { customerId: row['customerId'] }),
    customer: customerOf(gathered),
  });
  if (!parsed.success) return parsed.error.issues.map(({ path }) => ({ code: 'text_invalid', field: fieldOf(path) }));
  const importLine = (row['importLine'] as number | undefined) ?? null;
  return { request: parsed.data, importId: (row['importId'] as string | undefined) ?? null, importLine };
}

/** The field of a request as a problem names it: without the `customer.` in front. */
function fieldOf(path: readonly PropertyKey[]): string {
  return (path[0] === 'customer' ? path.slice(1) : path).map(String).join('.');
}

function emptyRow(): Gathered {
  return {
    customer: {},
    attributes: {},
    children: { addresses: [], contacts: [], externalIdentities: [] },
    more: { addresses: [], contacts: [], externalIdentities: [] },
    row: {},
    problems: [],
  };
}

function gather(gathered: Gathered, target: Target, cell: string, context: RowContext): void {
  switch (target.kind) {
    case 'told':
      return;
    case 'field':
      return put(gathered, gathered.customer, target.name, cell, target.name);
    case 'row':
      return put(gathered, gathered.row, target.name, cell, target.name);
    case 'child': {
      const { list, index, name } = target;
      return put(gathered, (gathered.children[list][index] ??= {}), name, cell, `${list}.${index}.${name}`);
    }
    case 'attribute': {
      const value = attributeValue(cell, context.attributeTypes.get(target.name));
      gathered.attributes[target.name] = value;
      return;
    }
    case 'identifiers': {
      const list = listOfCell(cell);
      if (list) gathered.customer[target.name] = list;
      else gathered.problems.push({ code: 'import_list_invalid', field: target.name });
      return;
    }
    case 'more': {
      const list = jsonOfCell(cell);
      if (Array.isArray(list)) gathered.more[target.list] = list;
      else gathered.problems.push({ code: 'import_list_invalid', field: target.list });
    }
  }
}

function put({ problems }: Gathered, into: Cells, name: string, cell: string, field: string): void {
  const value = valueOf(name, cell, field);
  if (typeof value === 'object') problems.push(value);
  else into[name] = value;
}

function valueOf(name: string, cell: string, field: string): string | number | boolean | Problem {
  if (truthFields.has(name)) {
    return truthOf(cell) ?? { code: 'import_truth_value_invalid', field, parameters: { value: cell } };
  }
  if (numberFields.has(name)) {
    return numberOf(cell) ?? { code: 'import_number_invalid', field, parameters: { value: cell } };
  }
  const possible = choices[name];
  if (!possible) return cell;
  const chosen = possible.find((choice) => choice.toLowerCase() === cell.toLowerCase());
  return chosen ?? { code: 'import_choice_invalid', field, parameters: { value: cell, names: possible.join(', ') } };
}

/** What can't be read as the attribute's type is left as text: the rules of attributes then say what is wrong. */
function attributeValue(cell: string, type: CustomerAttribute['attributeType'] | undefined): string | number | boolean {
  if (type === 'boolean') return truthOf(cell) ?? cell;
  if (type === 'integer' || type === 'decimal') return numberOf(cell) ?? cell;
  return cell;
}

const truths: Readonly<Record<string, boolean>> = { true: true, yes: true, 1: true, false: false, no: false, 0: false };

function truthOf(cell: string): boolean | null {
  const word = cell.toLowerCase();
  return Object.hasOwn(truths, word) ? (truths[word] ?? null) : null;
}

function numberOf(cell: string): number | null {
  const value = /^-?\d+(?:\.\d+)?$/u.test(cell) ? Number(cell) : Number.NaN;
  return Number.isFinite(value) ? value : null;
}

function customerOf({ customer, attributes, children, more }: Gathered): Cells {
  const listOf = (list: NumberedList): unknown[] => [...children[list].filter((child) => child), ...more[list]];
  const contacts = listOf('contacts');
  const externalIdentities = listOf('externalIdentities');
  return {
    customerType: isOrganization(customer) ? 'organization' : 'person',
    ...customer,
    addresses: listOf('addresses'),
    ...(contacts.length > 0 && { contacts }),
    ...(externalIdentities.length > 0 && { externalIdentities }),
    ...(Object.keys(attributes).length > 0 && { attributes }),
  };
}

function isOrganization({ organizationName, firstName, lastName }: Cells): boolean {
  return organizationName !== undefined && firstName === undefined && lastName === undefined;
}
