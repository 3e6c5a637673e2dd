import type { ChannelConfiguration } from '@counterfoil/contracts/channel-configuration';
import type { Clock } from '@counterfoil/platform/clock';
import { ask } from '../ask.ts';
import type { JourneyProduct, JourneyScaleUnit } from './journey-product.ts';

/** How a person's customer is created: while headquarters decides, for later, or with the line cut. */
export const wayNames = ['sync', 'async', 'cutOff'] as const;
export type WayName = (typeof wayNames)[number];

/** A figure for each way. */
export type ByWay<Figure> = Readonly<Record<WayName, Figure>>;

/** One value for each way. */
export function byWay<Figure>(figureOf: (way: WayName) => Figure): Record<WayName, Figure> {
  return { sync: figureOf('sync'), async: figureOf('async'), cutOff: figureOf('cutOff') };
}

/** A channel at which people are created. */
export interface JourneyChannel {
  readonly channelId: string;
  readonly createCustomerInAsyncMode: boolean;
  readonly scaleUnit: JourneyScaleUnit;
}

/** A third of the people goes each way, by turns, so that every way meets every part of the file. */
export function wayOf(ordinal: number): WayName {
  return wayNames[ordinal % wayNames.length] as WayName;
}

const configurationWaitMs = 30_000;
const configurationPollMs = 100;

/** The channels of the running stores, once each store has its configuration from headquarters. */
export async function configuredChannels(
  product: JourneyProduct,
  clock: Clock,
  stopping: AbortSignal,
): Promise<JourneyChannel[]> {
  const untilMs = clock.monotonicMs() + configurationWaitMs;
  for (;;) {
    const channels = await channelsOf(product);
    const isComplete = product.scaleUnits.every((unit) => channels.some(({ scaleUnit }) => scaleUnit === unit));
    if (isComplete || stopping.aborted || clock.monotonicMs() > untilMs) return channels;
    await clock.sleep(configurationPollMs, stopping);
  }
}

/** By the configuration that each store acts on now. */
async function channelsOf(product: JourneyProduct): Promise<JourneyChannel[]> {
  const lists = await Promise.all(
    product.scaleUnits.map(async (scaleUnit) => {
      const { channels } = await ask<ChannelConfiguration>(scaleUnit.administrator, 'GET', '/configuration');
      return channels.map(({ channelId, createCustomerInAsyncMode }) => ({
        channelId,
        createCustomerInAsyncMode,
        scaleUnit,
      }));
    }),
  );
  return lists.flat();
}

/** The channels that a way uses: those in sync mode, those in async mode, and for the cut-off all. */
export function channelsOfWay(way: WayName, channels: readonly JourneyChannel[]): JourneyChannel[] {
  if (way === 'cutOff') return [...channels];
  return channels.filter((channel) => channel.createCustomerInAsyncMode === (way === 'async'));
}
