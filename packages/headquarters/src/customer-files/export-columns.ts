import type { Customer } from '@counterfoil/contracts/customer';
import { defusedCell, listCell } from './cells.ts';
import {
  childColumn,
  customerColumns,
  identifierLists,
  numberedCounts,
  numberedLists,
  type NumberedList,
} from './columns.ts';

/** A value as it stands in a cell. */
type Cell = string | number | boolean | null;

/** The columns of an exported file. */
export interface FileColumns {
  readonly names: readonly string[];
  /** One cell for each of them. */
  cellsOf(customer: Customer): Cell[];
}

interface Column {
  readonly name: string;
  cellOf(customer: Customer): Cell;
}

/** Columns of the names that an import takes, with the attributes that there are. */
export function fileColumns(
  attributeIds: readonly string[],
  { withImages }: { readonly withImages: boolean },
): FileColumns {
  const columns: readonly Column[] = [
    ...(['customerId', 'customerAccountNumber', 'legalEntity', 'version', 'deactivated'] as const).map((name) =>
      column(name, (customer) => customer[name]),
    ),
    ...customerColumns
      .filter((name) => withImages || name !== 'image')
      .map((name) => column(name, (customer) => fieldsOf(customer)[name] ?? null)),
    ...identifierLists.map((name) => column(name, (customer) => listCell(customer[name]))),
    ...attributeIds.map((attributeId) =>
      column(`attributes.${attributeId}`, ({ attributes }) => attributes[attributeId] ?? null),
    ),
    ...childColumns('addresses'),
    ...childColumns('contacts'),
    ...childColumns('externalIdentities'),
    column('loyaltyCards', ({ loyaltyCards }) => listCell(loyaltyCards.flatMap(({ cardNumber }) => cardNumber ?? []))),
  ];
  return {
    names: columns.map(({ name }) => name),
    cellsOf: (customer) =>
      columns.map(({ cellOf }) => {
        const cell = cellOf(customer);
        return typeof cell === 'string' ? defusedCell(cell) : cell;
      }),
  };
}

function column(name: string, cellOf: Column['cellOf']): Column {
  return { name, cellOf };
}

function fieldsOf(customer: object): Readonly<Record<string, Cell>> {
  // Every field of a customer, an address, a contact or a sign-in is a text, a number, a truth value or nothing.
  return customer as Readonly<Record<string, Cell>>;
}

function childColumns(list: NumberedList): Column[] {
  const count = numberedCounts[list];
  const numbered = Array.from({ length: count }, (_, index) =>
    numberedLists[list].map((name) =>
      column(childColumn(list, index, name), (customer) => fieldsOf(customer[list][index] ?? {})[name] ?? null),
    ),
  );
  const more = column(`${list}.more`, (customer) => {
    const beyond = customer[list].slice(count).map((child) => known(child, numberedLists[list]));
    return beyond.length === 0 ? null : JSON.stringify(beyond);
  });
  return [...numbered.flat(), more];
}

/** A child without its identifier: an import gives it one of its own. */
function known(child: object, names: readonly string[]): object {
  return Object.fromEntries(names.map((name) => [name, fieldsOf(child)[name] ?? null]));
}
