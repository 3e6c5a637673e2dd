import { openLine, type Line } from '@counterfoil/platform/line';
import type { Clock } from '@counterfoil/platform/clock';

/** Whether a store reaches headquarters. */
export type LineState = 'cut' | 'restored';

/** The lines between the demonstration's scale units and headquarters, which an administrator may cut. */
export interface DemoLines {
  /** Opens the line of a scale unit to headquarters; answers the address it calls. */
  open(channelDatabaseId: string, headquartersUrl: string): Promise<string>;
  /** Since when the line is cut; null while it is whole. */
  cutAt(channelDatabaseId: string): Date | null;
  /** Cuts or restores a line; answers false where there is none. Cutting a line that is cut changes nothing. */
  switch(channelDatabaseId: string, state: LineState): boolean;
  close(): Promise<void>;
}

/** Lines for the demonstration, all whole. */
export function createDemoLines(clock: Clock): DemoLines {
  const lines = new Map<string, Line>();
  const cuts = new Map<string, Date>();
  return {
    async open(channelDatabaseId, headquartersUrl) {
      const line = await openLine({ targetPort: Number(new URL(headquartersUrl).port) });
      lines.set(channelDatabaseId, line);
      return `http://127.0.0.1:${line.port}`;
    },
    cutAt: (channelDatabaseId) => cuts.get(channelDatabaseId) ?? null,
    switch(channelDatabaseId, state) {
      const line = lines.get(channelDatabaseId);
      if (!line) return false;
      if (state === 'cut') {
        line.cut();
        if (!cuts.has(channelDatabaseId)) cuts.set(channelDatabaseId, clock.now());
      } else {
        line.restore();
        cuts.delete(channelDatabaseId);
      }
      return true;
    },
    close: async () => void (await Promise.all([...lines.values()].map((line) => line.close()))),
  };
}
