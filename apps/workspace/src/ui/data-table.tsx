import { Box, Button, Group, Skeleton, Table, Text } from '@mantine/core';
import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '@counterfoil/ui/empty-state.tsx';
import type { IconName } from '@counterfoil/ui/icons.tsx';
import { TableHead } from './table-head.tsx';
import { TableLine } from './table-line.tsx';
import { useRowKeys } from './use-row-keys.ts';

/** One column of a table. */
export interface Column<Row> {
  readonly key: string;
  readonly header: string;
  readonly cell: (row: Row) => ReactNode;
  /** Numbers stand at the end. */
  readonly align?: 'start' | 'end';
  /** Where every column has one, the columns keep their widths whatever is in them. */
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

/** Rows that are not all in memory: those that are needed are asked for as they come into sight. */
export interface LazyRows<Row> {
  /** Rows that are known to be there. */
  readonly count: number;
  /** How many there are in all, where that is known. */
  readonly totalCount: number | null;
  /** Undefined while it is being loaded. */
  readonly rowAt: (index: number) => Row | undefined;
  /** Called with the first and the last row that is drawn. */
  readonly onShow: (first: number, last: number) => void;
}

/** Rows that wait at headquarters: they are loaded when the end of the table comes near, or by a button. */
export interface MoreRows {
  readonly hasMore: boolean;
  readonly isLoading: boolean;
  load(): void;
}

/** What a table is made of. */
export interface DataTableProps<Row> {
  /** What the table lists, for screen readers. */
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  /** All rows; none where they are `lazy`. */
  readonly rows: readonly Row[];
  readonly lazy?: LazyRows<Row>;
  readonly keyOf: (row: Row) => string;
  /** What to call a row when it is to be marked. */
  readonly nameOf?: (row: Row) => string;
  /** Opens a row: by a click, or by Enter on it. */
  readonly onOpen?: (row: Row) => void;
  readonly selection?: Selection;
  readonly sorting?: Sorting;
  readonly more?: MoreRows;
  readonly empty: {
    readonly icon: IconName;
    readonly title: string;
    readonly text?: string;
    readonly action?: ReactNode;
  };
}

/** Of a row with one line of text; higher ones are measured. */
const rowHeightPx = 41;
/** Rows drawn above and below what can be seen. */
const overscanCount = 12;
/** When so few rows are left below, more are loaded. */
const loadAheadCount = 30;

/**
 * A table that draws only the rows in sight, and asks for more when its end comes near. One row at a time can be reached
 * by Tab; arrows, Page up, Page down, Home and End go on from it, Enter opens it.
 */
export function DataTable<Row>(props: DataTableProps<Row>): ReactNode {
  const { label, columns, rows, lazy, keyOf, empty, selection, more, onOpen } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const count = lazy?.count ?? rows.length;
  const rowAt = lazy?.rowAt ?? ((index: number): Row | undefined => rows[index]);
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeightPx,
    overscan: overscanCount,
  });
  const drawn = virtualizer.getVirtualItems();
  const [first, last] = [drawn[0]?.index ?? 0, drawn.at(-1)?.index ?? 0];
  useLoadAhead(more, { last, count });
  const onShow = lazy?.onShow;
  useEffect(() => onShow?.(first, last), [onShow, first, last]);
  const open = onOpen && ((index: number): void => openRow(rowAt(index), onOpen));
  const keys = useRowKeys({ scroller, virtualizer, count, open });
  if (count === 0) {
    return (
      <EmptyState icon={empty.icon} title={empty.title} {...(empty.text !== undefined && { text: empty.text })}>
        {empty.action}
      </EmptyState>
    );
  }
  const columnCount = columns.length + (selection ? 1 : 0);
  const isFixed = columns.every(({ widthPx }) => widthPx !== undefined);
  const total = lazy ? (lazy.totalCount ?? -1) : more?.hasMore ? -1 : count + 1;
  return (
    <div>
      {/* Focusable, so that the keyboard can scroll it. */}
      <Box
        ref={scroller}
        className="table-scroller"
        tabIndex={0}
        role="region"
        aria-label={label}
        onKeyDown={keys.onKeyDown}
      >
        <Table
          stickyHeader
          highlightOnHover
          aria-label={label}
          aria-rowcount={total}
          {...(isFixed && { layout: 'fixed', w: widthOf(columns, selection !== undefined), miw: '100%' })}
        >
          <TableHead {...props} />
          <Table.Tbody>
            <Filler heightPx={drawn[0]?.start ?? 0} columnCount={columnCount} />
            {drawn.map(({ index, key }) => {
              const row = rowAt(index);
              const place = { index, isActive: keys.active === index, measure: virtualizer.measureElement };
              return row === undefined ? (
                <Placeholder key={`loading ${key}`} columnCount={columnCount} {...place} />
              ) : (
                <TableLine key={keyOf(row)} {...props} row={row} {...place} onFocus={keys.onFocus} />
              );
            })}
            <Filler heightPx={heightBelow(virtualizer)} columnCount={columnCount} />
          </Table.Tbody>
        </Table>
      </Box>
      {!lazy && <Foot rowCount={count} selection={selection} more={more} />}
    </div>
  );
}

const selectionWidthPx = 44;

function widthOf<Row>(columns: readonly Column<Row>[], hasSelection: boolean): number {
  return columns.reduce((sum, { widthPx = 0 }) => sum + widthPx, hasSelection ? selectionWidthPx : 0);
}

function openRow<Row>(row: Row | undefined, onOpen: (row: Row) => void): void {
  if (row !== undefined) onOpen(row);
}

function heightBelow(virtualizer: Virtualizer<HTMLDivElement, Element>): number {
  return virtualizer.getTotalSize() - (virtualizer.getVirtualItems().at(-1)?.end ?? 0);
}

/** Once for each length of the table: a page that can't be loaded is asked for again by the button only. */
function useLoadAhead(
  more: MoreRows | undefined,
  { last, count }: { readonly last: number; readonly count: number },
): void {
  const askedAt = useRef(-1);
  const isNear = count > 0 && last >= count - loadAheadCount;
  useEffect(() => {
    if (!isNear || !more?.hasMore || more.isLoading || askedAt.current === count) return;
    askedAt.current = count;
    more.load();
  }, [isNear, more, count]);
}

function Filler({ heightPx, columnCount }: { readonly heightPx: number; readonly columnCount: number }): ReactNode {
  if (heightPx <= 0) return null;
  return (
    <Table.Tr aria-hidden="true">
      <Table.Td colSpan={columnCount} h={heightPx} p={0} />
    </Table.Tr>
  );
}

interface PlaceholderProps {
  readonly columnCount: number;
  readonly index: number;
}

function Placeholder({ columnCount, index }: PlaceholderProps): ReactNode {
  const { t } = useTranslation('shell');
  return (
    <Table.Tr aria-rowindex={index + 2} data-index={index} h={rowHeightPx}>
      <Table.Td colSpan={columnCount}>
        <Skeleton height={14} width="40%" role="status" aria-label={t('loading')} />
      </Table.Td>
    </Table.Tr>
  );
}

interface FootProps {
  readonly rowCount: number;
  readonly selection: Selection | undefined;
  readonly more: MoreRows | undefined;
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
