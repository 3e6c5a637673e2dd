import type { Language } from '@counterfoil/contracts/error-register';
import type { Client } from '@counterfoil/http/client';
import { ask, openClient } from '../ask.ts';
import type { Connection } from '../connection.ts';
import { readCounts } from '../read-headquarters.ts';

/** A scale unit as the journey calls it. */
export interface JourneyScaleUnit {
  readonly channelDatabaseId: string;
  /** Creates and looks up customers, as a till or a web shop does. */
  readonly application: Client;
  /** Reads the state and runs jobs. */
  readonly administrator: Client;
}

/** The running product as the journey calls it: from outside only, through its servers. */
export interface JourneyProduct {
  readonly headquarters: Client;
  readonly scaleUnits: readonly JourneyScaleUnit[];
  /** Cuts or restores the lines between all stores and headquarters. */
  setLines(state: 'cut' | 'restored'): Promise<void>;
  close(): Promise<void>;
}

/** Opens clients of everything that `connection` names. */
export function openJourneyProduct(connection: Connection, language: Language): JourneyProduct {
  const headquarters = openClient(connection.headquartersUrl, connection.administratorToken, language);
  const control = openClient(connection.controlUrl, connection.administratorToken, language);
  const scaleUnits = connection.scaleUnits.map((unit) => ({
    channelDatabaseId: unit.channelDatabaseId,
    application: openClient(unit.url, unit.applicationToken, language),
    administrator: openClient(unit.url, unit.administratorToken, language),
  }));
  return {
    headquarters,
    scaleUnits,
    async setLines(state) {
      for (const { channelDatabaseId } of scaleUnits) {
        await ask(control, 'POST', `/lines/${encodeURIComponent(channelDatabaseId)}`, { state });
      }
    },
    async close() {
      const clients = scaleUnits.flatMap(({ application, administrator }) => [application, administrator]);
      await Promise.all([headquarters, control, ...clients].map((client) => client.close()));
    },
  };
}

/** Customers at headquarters. */
export async function customerCount({ headquarters }: JourneyProduct): Promise<number> {
  return (await readCounts(headquarters)).customers;
}

/** Calls of the Real-time Service that the scale units have made since they started. */
export async function realTimeServiceCallCount({ scaleUnits }: JourneyProduct): Promise<number> {
  const counts = await Promise.all(
    scaleUnits.map(async ({ administrator }) => {
      const status = await ask<{ counters: { realTimeServiceCalls: number } }>(administrator, 'GET', '/status');
      return status.counters.realTimeServiceCalls;
    }),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}
