import type { ChannelConfiguration, ChannelSettings } from '@counterfoil/contracts/channel-configuration';
import type { ErrorCode } from '@counterfoil/contracts/error-register';
import { errorRegister } from '@counterfoil/contracts/error-register';
import type { FeatureId } from '@counterfoil/contracts/features';
import { uuidPattern } from '@counterfoil/platform/identifiers';
import { expect } from 'vitest';
import { imogen, type OperationBody, type ScaleUnit } from './commerce-api-fixture.ts';

/** The scale unit acts on these settings from now on. */
export function actOn(unit: ScaleUnit, settings: Partial<ChannelConfiguration>): void {
  unit.channel.configuration = { ...unit.channel.configuration, ...settings };
}

/** Only these features are on in the scale unit. */
export function onlyOn(unit: ScaleUnit, ...features: readonly FeatureId[]): void {
  actOn(unit, { features: [...features] });
}

/** Every channel of the scale unit has these settings. */
export function actOnChannels(unit: ScaleUnit, settings: Partial<ChannelSettings>): void {
  const channels = unit.channel.configuration.channels.map((channel) => ({ ...channel, ...settings }));
  actOn(unit, { channels });
}

/** A customer of the scale unit's own channel. */
export async function created(unit: ScaleUnit, customer: object = imogen): Promise<OperationBody> {
  const answer = await unit.call('POST', '/customers', { body: { channelId: channelOf(unit), customer } });
  expect(answer).toMatchObject({ status: 201 });
  return answer.body;
}

/** The scale unit's own channel. */
export function channelOf(unit: ScaleUnit): string {
  return unit.channel.channelDatabaseId.toUpperCase();
}

interface Request {
  readonly method: string;
  readonly path: string;
  readonly body?: object;
}

/** What a refused request is answered in English and French; nothing is recorded, and no identifier is shown (R3). */
export async function expectRefused(
  unit: ScaleUnit,
  { method, path, body }: Request,
  code: ErrorCode,
  field = '',
): Promise<{ en: string; fr: string }> {
  const before = await unit.recorded();
  const messages = { en: '', fr: '' };
  for (const language of ['en', 'fr'] as const) {
    const { status, body: answer } = await unit.refused(method, path, { ...(body && { body }), language });
    expect(answer.error).toMatchObject({ code, problems: [{ code, field }] });
    expect(status).toBe(errorRegister[code].httpStatus);
    messages[language] = answer.error.message;
  }
  expect(await unit.recorded()).toEqual(before);
  expect(messages.en).not.toBe(messages.fr);
  expect(JSON.stringify(messages).match(uuidPattern)).toBeNull();
  return messages;
}
