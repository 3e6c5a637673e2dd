import type { LegName } from '@counterfoil/contracts/administration/overview';

/** Where a node stands, in the units of the drawing. */
export interface NodeSpot {
  readonly node: 'tills' | 'channels' | 'headquarters';
  readonly x: number;
  readonly y: number;
}

/** Where a leg runs, and where its words stand. */
export interface LegSpot {
  readonly path: string;
  /** The head of its arrow. */
  readonly head: string;
  readonly x: number;
  readonly y: number;
  readonly anchor: 'middle' | 'start';
}

/** The size of the drawing: it never changes with the figures in it, so that nothing jumps. */
export function roadSize(isVertical: boolean): { readonly width: number; readonly height: number } {
  return isVertical ? { width: 400, height: 900 } : { width: 1_200, height: 290 };
}

const order = ['tills', 'channels', 'headquarters', 'channels', 'tills'] as const;

/** The five nodes in a row, or below one another. */
export function nodeSpots(isVertical: boolean): NodeSpot[] {
  return order.map((node, place) =>
    isVertical ? { node, x: 80, y: 50 + place * 200 } : { node, x: 74 + place * 263, y: 165 },
  );
}

const between = ['tillsToChannels', 'channelsToHeadquarters', 'headquartersToChannels', 'channelsToTills'] as const;

/** The legs between the nodes, and the stay at headquarters beside its node. */
export function legSpots(isVertical: boolean): Readonly<Record<LegName, LegSpot>> {
  const legs = between.map((leg, place) => [leg, isVertical ? downFrom(place) : rightFrom(place)] as const);
  const stay: LegSpot = isVertical
    ? { path: 'M146 430c40 -10 40 44 12 40', head: 'M148 468l12 -7v14z', x: 212, y: 436, anchor: 'start' }
    : { path: 'M580 205c-6 34 46 34 41 12', head: 'M620 206l-7 12h14z', x: 664, y: 232, anchor: 'start' };
  return { ...(Object.fromEntries(legs) as Record<(typeof between)[number], LegSpot>), atHeadquarters: stay };
}

function rightFrom(place: number): LegSpot {
  const from = 74 + place * 263 + 64;
  const [begin, end] = [from + 4, from + 131];
  return {
    path: `M${begin} 165H${end - 10}`,
    head: `M${end + 1} 165l-12 -7v14z`,
    x: (begin + end) / 2,
    y: 66,
    anchor: 'middle',
  };
}

function downFrom(place: number): LegSpot {
  const from = 50 + place * 200 + 38;
  return {
    path: `M80 ${from + 4}V${from + 110}`,
    head: `M80 ${from + 121}l-7 -12h14z`,
    x: 132,
    y: from + 52,
    anchor: 'start',
  };
}
