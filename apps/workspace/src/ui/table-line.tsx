import { Checkbox, Table } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { DataTableProps } from './data-table.tsx';

interface TableLineProps<Row> extends DataTableProps<Row> {
  readonly row: Row;
  readonly index: number;
  /** Whether Tab leads to this row. */
  readonly isActive: boolean;
  readonly measure: (element: Element | null) => void;
  readonly onFocus: (index: number) => void;
}

/** One row of a table. */
export function TableLine<Row>(props: TableLineProps<Row>): ReactNode {
  const { t } = useTranslation('shell');
  const { row, index, isActive, measure, columns, keyOf, nameOf = keyOf, onOpen, selection } = props;
  const key = keyOf(row);
  return (
    <Table.Tr
      ref={measure}
      data-index={index}
      aria-rowindex={index + 2}
      data-opens={onOpen !== undefined}
      {...(onOpen && {
        tabIndex: isActive ? 0 : -1,
        onClick: () => onOpen(row),
        onFocus: () => props.onFocus(index),
      })}
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
