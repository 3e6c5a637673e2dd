import { useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { NavigationContext, type Screen } from '../navigation.ts';

interface Visited {
  readonly screens: readonly Screen[];
  readonly index: number;
}

const firstScreen: Screen = { name: 'sale' };
const start: Visited = { screens: [firstScreen], index: 0 };

/** Of an entry of the browser's history: how many screens deep it is. No screen and no identifier is kept there. */
interface HistoryMark {
  readonly depth: number;
}

/** Keeps the screens that were visited, so that the browser's Back and Forward move between them. */
export function NavigationProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const [visited, setVisited] = useState(start);
  const { guard, move, isAsked } = useBackGuard(visited.index);
  useEffect(() => {
    history.replaceState({ depth: 0 } satisfies HistoryMark, '');
    const follow = (event: PopStateEvent): void => {
      const depth = depthOf(event.state);
      if (isAsked(depth)) return;
      setVisited((before) => ({ ...before, index: Math.min(depth, before.screens.length - 1) }));
    };
    addEventListener('popstate', follow);
    return () => removeEventListener('popstate', follow);
  }, [isAsked]);
  const { index } = visited;
  const go = useCallback(
    (screen: Screen) => {
      history.pushState({ depth: index + 1 } satisfies HistoryMark, '');
      setVisited((before) => ({
        screens: [...before.screens.slice(0, before.index + 1), screen],
        index: before.index + 1,
      }));
    },
    [index],
  );
  const replace = useCallback(
    (screen: Screen) => setVisited((before) => ({ ...before, screens: before.screens.with(before.index, screen) })),
    [],
  );
  const home = useCallback(() => {
    if (index > 0) move(-index);
  }, [index, move]);
  const back = useCallback(() => {
    if (index > 0) move(-1);
  }, [index, move]);
  const screen = visited.screens[index] ?? firstScreen;
  const below = visited.screens[index - 1] ?? firstScreen;
  const navigation = useMemo(
    () => ({ screen, below, go, replace, home, back, guard }),
    [screen, below, go, replace, home, back, guard],
  );
  return <NavigationContext value={navigation}>{children}</NavigationContext>;
}

interface Guard {
  readonly index: number;
  readonly ask: () => void;
}

interface BackGuard {
  readonly guard: (ask: () => void) => () => void;
  /** Moves in the browser's history without anybody being asked. */
  readonly move: (steps: number) => void;
  /** Whether a move to `depth` waits for an answer; the browser's history is put back then. */
  readonly isAsked: (depth: number) => boolean;
}

/** `index` screens deep. A browser tells of its Back only when it has gone there: to ask, the app goes forward again. */
function useBackGuard(index: number): BackGuard {
  const present = useRef(index);
  useEffect(() => {
    present.current = index;
  }, [index]);
  const guarded = useRef<Guard | null>(null);
  const isOwnMove = useRef(false);
  const guard = useCallback((ask: () => void) => {
    const mine: Guard = { index: present.current, ask };
    guarded.current = mine;
    return () => {
      if (guarded.current === mine) guarded.current = null;
    };
  }, []);
  const move = useCallback((steps: number) => {
    isOwnMove.current = true;
    history.go(steps);
  }, []);
  const isAsked = useCallback(
    (depth: number) => {
      const isOwn = isOwnMove.current;
      isOwnMove.current = false;
      if (isOwn || !guarded.current || depth >= guarded.current.index) return false;
      move(present.current - depth);
      guarded.current.ask();
      return true;
    },
    [move],
  );
  return { guard, move, isAsked };
}

function depthOf(state: unknown): number {
  return typeof state === 'object' && state !== null && 'depth' in state && typeof state.depth === 'number'
    ? state.depth
    : 0;
}
