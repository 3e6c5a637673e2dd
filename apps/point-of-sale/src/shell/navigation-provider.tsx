import { useCallback, useEffect, useMemo, useState, type ReactNode } from 'react';
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
  useEffect(() => {
    history.replaceState({ depth: 0 } satisfies HistoryMark, '');
    const follow = (event: PopStateEvent): void => {
      const depth = depthOf(event.state);
      setVisited((before) => ({ ...before, index: Math.min(depth, before.screens.length - 1) }));
    };
    addEventListener('popstate', follow);
    return () => removeEventListener('popstate', follow);
  }, []);
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
    if (index > 0) history.go(-index);
  }, [index]);
  const back = useCallback(() => {
    if (index > 0) history.back();
  }, [index]);
  const screen = visited.screens[index] ?? firstScreen;
  const below = visited.screens[index - 1] ?? firstScreen;
  const navigation = useMemo(
    () => ({ screen, below, go, replace, home, back }),
    [screen, below, go, replace, home, back],
  );
  return <NavigationContext value={navigation}>{children}</NavigationContext>;
}

function depthOf(state: unknown): number {
  return typeof state === 'object' && state !== null && 'depth' in state && typeof state.depth === 'number'
    ? state.depth
    : 0;
}
