import { Button, Checkbox, Group, Table, Text } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '@counterfoil/ui/empty-state.tsx';
import type { IconName } from '@counterfoil/ui/icons.tsx';

/** One column of a table. */
export interface Column<Row> {
  readonly key: string;
  readonly header: string;
  readonly cell: (row: Row) => ReactNode;
  /** Numbers stand at the end. */
  readonly align?: 'start' | 'end';
  readonly widthPx?: number;
}

/** Which rows are marked, by their keys. */
export interface Selection {
  readonly selected: ReadonlySet<string>;
  onChange(selected: ReadonlySet<string>): void;
}

/** How rows are sorted, where the reader may choose. */
export interface Sorting {
  readonly by: string;
  readonly isDescending: boolean;
  /** Keys of the columns by which it can be sorted. */
  readonly columns: readonly string[];
  onChange(by: string, isDescending: boolean): void;
}

/** What a table is made of. */
export interface DataTableProps<Row> {
  /** What the table lists, for screen readers. */
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  /** What to call a row when it is to be marked. */
  readonly nameOf?: (row: Row) => string;
  /** Opens a row: by a click, or by Enter on it. */
  readonly onOpen?: (row: Row) => void;
  readonly selection?: Selection;
  readonly sorting?: Sorting;
  /** More rows wait at headquarters. */
  readonly more?: { readonly hasMore: boolean; readonly isLoading: boolean; load(): void };
  readonly empty: {
    readonly icon: IconName;
    readonly title: string;
    readonly text?: string;
    readonly action?: ReactNode;
  };
}

const rowHeightPx = 41;
/** Rows drawn above and below what can be seen. */
const overscanCount = 12;

/** A table that draws only the rows in sight, and asks for more when its end comes near. */
export function DataTable<Row>(props: DataTableProps<Row>): ReactNode {
  const { label, columns, rows, empty, selection, more } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeightPx,
    overscan: overscanCount,
  });
  if (rows.length === 0) {
    return (
      <EmptyState icon={empty.icon} title={empty.title} {...(empty.text !== undefined && { text: empty.text })}>
        {empty.action}
      </EmptyState>
    );
  }
  const drawn = virtualizer.getVirtualItems();
  const abovePx = drawn[0]?.start ?? 0;
  const belowPx = virtualizer.getTotalSize() - (drawn.at(-1)?.end ?? 0);
  const columnCount = columns.length + (selection ? 1 : 0);
  return (
    <div>
      {/* Focusable, so that the keyboard can scroll it. */}
      <div ref={scroller} className="table-scroller" tabIndex={0} role="region" aria-label={label}>
        <Table stickyHeader highlightOnHover aria-label={label} aria-rowcount={rows.length + 1}>
          <Head {...props} />
          <Table.Tbody>
            <Filler heightPx={abovePx} columnCount={columnCount} />
            {drawn.map(({ index }) => {
              const row = rows[index];
              return row === undefined ? null : <Line key={props.keyOf(row)} {...props} row={row} index={index} />;
            })}
            <Filler heightPx={belowPx} columnCount={columnCount} />
          </Table.Tbody>
        </Table>
      </div>
      <Foot rowCount={rows.length} selection={selection} more={more} />
    </div>
  );
}

function Filler({ heightPx, columnCount }: { readonly heightPx: number; readonly columnCount: number }): ReactNode {
  if (heightPx <= 0) return null;
  return (
    <Table.Tr aria-hidden="true">
      <Table.Td colSpan={columnCount} h={heightPx} p={0} />
    </Table.Tr>
  );
}

function Head<Row>({ columns, rows, keyOf, selection, sorting }: DataTableProps<Row>): ReactNode {
  const { t } = useTranslation('shell');
  const isAll = selection !== undefined && rows.every((row) => selection.selected.has(keyOf(row)));
  return (
    <Table.Thead>
      <Table.Tr>
        {selection && (
          <Table.Th w={44}>
            <Checkbox
              aria-label={t('selectAll')}
              checked={isAll}
              indeterminate={!isAll && selection.selected.size > 0}
              onChange={() => selection.onChange(new Set(isAll ? [] : rows.map(keyOf)))}
            />
          </Table.Th>
        )}
        {columns.map((column) => (
          <HeadCell key={column.key} column={column} sorting={sorting} />
        ))}
      </Table.Tr>
    </Table.Thead>
  );
}

interface HeadCellProps<Row> {
  readonly column: Column<Row>;
  readonly sorting: Sorting | undefined;
}

function HeadCell<Row>({ column, sorting }: HeadCellProps<Row>): ReactNode {
  const { key, header, align = 'start', widthPx } = column;
  const isSorted = sorting?.by === key;
  const direction = sorting?.isDescending ? 'descending' : 'ascending';
  return (
    <Table.Th ta={align} {...(widthPx !== undefined && { w: widthPx })} aria-sort={isSorted ? direction : undefined}>
      {sorting?.columns.includes(key) ? (
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          onClick={() => sorting.onChange(key, isSorted && !sorting.isDescending)}
        >
          {header} {isSorted ? (sorting.isDescending ? '▼' : '▲') : ''}
        </Button>
      ) : (
        header
      )}
    </Table.Th>
  );
}

function Line<Row>(props: DataTableProps<Row> & { readonly row: Row; readonly index: number }): ReactNode {
  const { t } = useTranslation('shell');
  const { row, index, columns, keyOf, nameOf = keyOf, onOpen, selection } = props;
  const key = keyOf(row);
  const open = onOpen && ((): void => onOpen(row));
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.target === event.currentTarget && event.key === 'Enter') open?.();
  };
  return (
    <Table.Tr
      aria-rowindex={index + 2}
      data-opens={open !== undefined}
      {...(open && { tabIndex: 0, onClick: open, onKeyDown })}
    >
      {selection && (
        <Table.Td onClick={(event) => event.stopPropagation()}>
          <Checkbox
            aria-label={t('selectRow', { name: nameOf(row) })}
            checked={selection.selected.has(key)}
            onChange={() => selection.onChange(toggled(selection.selected, key))}
          />
        </Table.Td>
      )}
      {columns.map(({ key: columnKey, cell, align = 'start' }) => (
        <Table.Td key={columnKey} ta={align} className={align === 'end' ? 'figures' : undefined}>
          {cell(row)}
        </Table.Td>
      ))}
    </Table.Tr>
  );
}

function toggled(selected: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const next = new Set(selected);
  if (!next.delete(key)) next.add(key);
  return next;
}

interface FootProps {
  readonly rowCount: number;
  readonly selection: Selection | undefined;
  readonly more: DataTableProps<never>['more'];
}

function Foot({ rowCount, selection, more }: FootProps): ReactNode {
  const { t } = useTranslation('shell');
  return (
    <Group mt="xs" justify="space-between">
      <Text size="sm" className="quiet" role="status">
        {t('rows', { count: rowCount })}
        {selection && selection.selected.size > 0 && ` · ${t('selected', { count: selection.selected.size })}`}
      </Text>
      {more?.hasMore && (
        <Button variant="default" size="xs" loading={more.isLoading} onClick={() => more.load()}>
          {t('more')}
        </Button>
      )}
    </Group>
  );
}
