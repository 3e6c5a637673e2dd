import { runHeadquarters } from '@counterfoil/app-headquarters/run';
import { runScaleUnit } from '@counterfoil/app-scale-unit/run';
import { runStorefront } from '@counterfoil/app-storefront/run';
import { ask } from '../ask.ts';
import { readWords, UsageError, type Command, type CommandContext } from '../command.ts';
import { headquartersOptions, withHeadquarters } from '../headquarters-client.ts';

const configOption = { config: { type: 'string' } } as const;

/** `counterfoil headquarters [--config FILE]`: headquarters alone, until it is stopped. */
export const headquartersCommand: Command = async (context) => {
  const { values, positionals } = readWords(context, configOption, { min: 0, max: 1 });
  return untilStopped(context, await runHeadquarters(values.config ?? positionals[0]));
};

/** `counterfoil scale-unit [--config FILE]`: one scale unit alone; `counterfoil scale-unit code DATABASE`: its one-time code. */
export const scaleUnitCommand: Command = async (context) => {
  const { values, positionals } = readWords(context, { ...headquartersOptions, ...configOption }, { min: 0, max: 2 });
  const [word, channelDatabaseId] = positionals;
  if (word !== 'code') {
    const surplus = channelDatabaseId;
    if (surplus !== undefined)
      throw new UsageError(context.say('surplusWord', { command: context.name, word: surplus }));
    return untilStopped(context, await runScaleUnit(values.config ?? word));
  }
  if (channelDatabaseId === undefined) throw new UsageError(context.say('missingWord', { command: context.name }));
  return withHeadquarters(context, values, async (client) => {
    const path = `/channel-databases/${encodeURIComponent(channelDatabaseId)}/registration-codes`;
    context.print((await ask<{ code: string }>(client, 'POST', path)).code);
    return 0;
  });
};

/** `counterfoil storefront [--config FILE]`: one web shop alone, until it is stopped. */
export const storefrontCommand: Command = async (context) => {
  const { values, positionals } = readWords(context, configOption, { min: 0, max: 1 });
  return untilStopped(context, await runStorefront(values.config ?? positionals[0]));
};

async function untilStopped(
  { name, print, say, stopping }: CommandContext,
  running: { readonly url: string; stop(): Promise<void> },
): Promise<number> {
  print(say('listening', { name, url: running.url }));
  await new Promise<void>((resolve) => {
    if (stopping.aborted) resolve();
    stopping.addEventListener('abort', () => resolve(), { once: true });
  });
  await running.stop();
  return 0;
}
