import { Button, Checkbox, Table } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Column, DataTableProps, Sorting } from './data-table.tsx';

const selectionWidthPx = 44;

/** The head of a table: it stays in sight, and sorts where that is offered. */
export function TableHead<Row>({ columns, rows, keyOf, selection, sorting }: DataTableProps<Row>): ReactNode {
  const { t } = useTranslation('shell');
  const isAll = selection !== undefined && rows.every((row) => selection.selected.has(keyOf(row)));
  return (
    <Table.Thead>
      <Table.Tr aria-rowindex={1}>
        {selection && (
          <Table.Th w={selectionWidthPx}>
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
