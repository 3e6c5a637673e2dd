import { useLocalStorage } from '@mantine/hooks';
import { useCallback, useState } from 'react';
import type { ShownCustomers } from '@counterfoil/contracts/administration/customer-list';
import type { SavedView } from '@counterfoil/contracts/administration/saved-views';
import { readSavedViews } from '../../api/customer-list.ts';
import { useReadAgain, useReading } from '../../api/use-reading.ts';
import { firstState, shownByView, type PageState } from './shown-state.ts';

const columnsKey = 'counterfoil.customers.columns';

/** What the page showed when it was left: on the way back from a customer it shows the same. Never on the disk. */
const left: { state: PageState | null; viewId: string | null } = { state: null, viewId: null };

/** The state of the page, and everything that changes it. */
export interface CustomersPageState {
  readonly shown: ShownCustomers;
  /** Empty: the usual ones. */
  readonly columns: readonly string[];
  /** Another one for each list of its own. */
  readonly key: string;
  readonly views: readonly SavedView[];
  readonly chosenView: SavedView | null;
  show(shown: ShownCustomers): void;
  /** The newest first, read anew. */
  showNewest(): void;
  chooseColumns(columns: readonly string[]): void;
  chooseView(view: SavedView | null): void;
  readViewsAgain(): Promise<void>;
}

/** What the page shows: as it was left, else the person's first view, else everybody. */
export function usePageState(): CustomersPageState {
  const { data } = useReading({ topic: 'settings', key: ['saved-views', 'customers'], read: readSavedViews });
  const readAgain = useReadAgain();
  const views = data?.views ?? [];
  const [columns, setColumns] = useLocalStorage<readonly string[]>({ key: columnsKey, defaultValue: [] });
  const [state, setState] = useState(left.state);
  const [viewId, setViewId] = useState(left.viewId);
  const first = views.find(({ isDefault }) => isDefault) ?? null;
  const untouched = first ? { ...firstState, shown: shownByView(first.view) } : firstState;
  const now = state ?? untouched;
  const change = (next: PageState, nextViewId: string | null): void => {
    Object.assign(left, { state: next, viewId: nextViewId });
    setState(next);
    setViewId(nextViewId);
  };
  const shownViewId = state === null ? (first?.savedViewId ?? null) : viewId;
  return {
    shown: now.shown,
    columns,
    key: JSON.stringify([now.shown, now.generation]),
    views,
    chosenView: views.find(({ savedViewId }) => savedViewId === shownViewId) ?? null,
    show: (shown) => change({ ...now, shown }, shownViewId),
    showNewest: () => change({ ...now, shown: { sort: 'newest', filters: {} }, generation: now.generation + 1 }, null),
    chooseColumns: setColumns,
    chooseView: (view) => {
      if (view && view.view.columns.length > 0) setColumns(view.view.columns);
      const shown = view ? shownByView(view.view) : firstState.shown;
      change({ ...now, shown, generation: now.generation + 1 }, view?.savedViewId ?? null);
    },
    readViewsAgain: useCallback(() => readAgain('settings'), [readAgain]),
  };
}
