import type { Virtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import { rowAfterKey } from './row-after-key.ts';

interface RowKeysOptions {
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly virtualizer: Virtualizer<HTMLDivElement, Element>;
  readonly count: number;
  /** Undefined where rows can't be opened: then the keys scroll, as everywhere. */
  readonly open: ((index: number) => void) | undefined;
}

interface RowKeys {
  /** The row that Tab leads to. */
  readonly active: number;
  onFocus(index: number): void;
  onKeyDown(event: KeyboardEvent): void;
}

/** Arrows, pages, Home and End between the rows of a table, whether they are drawn yet or not. */
export function useRowKeys({ scroller, virtualizer, count, open }: RowKeysOptions): RowKeys {
  const [active, setActive] = useState(0);
  const wantsFocus = useRef(false);
  const rowOf = (index: number): HTMLElement | null =>
    scroller.current?.querySelector<HTMLElement>(`tbody tr[data-index="${index}"][tabindex]`) ?? null;
  // The row may be drawn only after the table has scrolled to it.
  useEffect(() => {
    if (!wantsFocus.current) return;
    const row = rowOf(active);
    if (!row) return;
    wantsFocus.current = false;
    row.focus({ preventScroll: true });
  });
  return {
    active: Math.min(active, Math.max(0, count - 1)),
    onFocus: setActive,
    onKeyDown(event) {
      const onRow = event.target instanceof HTMLElement && event.target.tagName === 'TR';
      if (!open || !(onRow || event.target === scroller.current)) return;
      if (event.key === 'Enter' && onRow) {
        open(active);
        return;
      }
      const pageCount = Math.max(1, virtualizer.getVirtualIndexes().length >> 1);
      const next = rowAfterKey(event.key, { active, count, pageCount });
      if (next === null) return;
      event.preventDefault();
      wantsFocus.current = true;
      virtualizer.scrollToIndex(next, { align: 'auto' });
      setActive(next);
    },
  };
}
