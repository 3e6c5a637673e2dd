import { refuse } from '@counterfoil/contracts/refusal';
import { handle, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import { openLine, type Line } from '@counterfoil/platform/line';
import { z } from 'zod';

/** The lines between the demonstration's scale units and headquarters, which an administrator may cut. */
export interface DemoLines {
  /** Opens the line of a scale unit to headquarters; answers the address it calls. */
  open(channelDatabaseId: string, headquartersUrl: string): Promise<string>;
  readonly route: RouteWithHandler;
  close(): Promise<void>;
}

/** Lines for the demonstration, all whole. */
export function createDemoLines(): DemoLines {
  const lines = new Map<string, Line>();
  return {
    async open(channelDatabaseId, headquartersUrl) {
      const line = await openLine({ targetPort: Number(new URL(headquartersUrl).port) });
      lines.set(channelDatabaseId, line);
      return `http://127.0.0.1:${line.port}`;
    },
    route: lineRoute(lines),
    close: async () => void (await Promise.all([...lines.values()].map((line) => line.close()))),
  };
}

function lineRoute(lines: ReadonlyMap<string, Line>): RouteWithHandler {
  return handle(
    defineRoute({
      name: 'switchLine',
      method: 'POST',
      path: '/demo/lines/:channelDatabaseId',
      summary: "Cut or restore a scale unit's line to headquarters",
      description: 'Only in the demonstration: every connection is reset until the line is restored.',
      access: ['administrator'],
      request: {
        params: z.strictObject({ channelDatabaseId: z.string() }),
        body: z.strictObject({ state: z.enum(['cut', 'restored']) }),
      },
      response: { 200: z.strictObject({ state: z.enum(['cut', 'restored']) }) },
      errors: ['scale_unit_unknown'],
      examples: { request: { state: 'cut' }, response: { state: 'cut' } },
    }),
    async ({ params, body }) => {
      const line = lines.get(params.channelDatabaseId);
      if (!line) throw refuse('scale_unit_unknown');
      if (body.state === 'cut') line.cut();
      else line.restore();
      return { status: 200, body: { state: body.state } };
    },
  );
}
