import type { Client } from '@counterfoil/http/client';
import { ask } from '../ask.ts';
import { columns } from '../columns.ts';
import { readWords, UsageError, type Command, type CommandContext } from '../command.ts';
import { headquartersOptions, withHeadquarters } from '../headquarters-client.ts';

const options = {
  ...headquartersOptions,
  register: { type: 'string' },
  state: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;

interface ListedDevice {
  readonly deviceId: string;
  readonly registerId: string;
  readonly channelId: string | null;
  readonly state: string;
  readonly activatedAt: string;
  readonly revokedAt: string | null;
  readonly revokedBy: string | null;
}

interface DevicePage {
  readonly devices: readonly ListedDevice[];
  readonly nextCursor: string | null;
}

/** Which devices are wanted; without a value, all. */
interface DeviceFilter {
  readonly registerId?: string | undefined;
  readonly state?: string | undefined;
}

/** `counterfoil device list [--register R] [--state S] | activation-code REGISTER | revoke DEVICE-OR-REGISTER` */
export const deviceCommand: Command = async (context) => {
  const { values, positionals } = readWords(context, options, { min: 1, max: 2 });
  const [verb = '', wanted] = positionals;
  if (!['list', 'activation-code', 'revoke'].includes(verb)) {
    throw new UsageError(context.say('surplusWord', { command: 'device', word: verb }));
  }
  if (verb === 'list' && wanted !== undefined) {
    throw new UsageError(context.say('surplusWord', { command: 'device', word: wanted }));
  }
  return withHeadquarters(context, values, (client) => {
    if (verb === 'list')
      return list(context, client, { registerId: values.register, state: values.state }, values.json);
    if (wanted === undefined) throw new UsageError(context.say('missingWord', { command: 'device' }));
    return verb === 'revoke' ? revoke(context, client, wanted) : makeCode(context, client, wanted);
  });
};

async function list(
  { say, print }: CommandContext,
  client: Client,
  filter: DeviceFilter,
  asJson: boolean,
): Promise<number> {
  const devices = await readDevices(client, filter);
  if (asJson) print(JSON.stringify({ devices }));
  else if (devices.length === 0) print(say('none'));
  else {
    const heads = [
      say('register'),
      say('channel'),
      say('state'),
      say('activatedAt'),
      say('revokedAt'),
      say('revokedBy'),
    ];
    const rows = devices.map((line) => [
      line.registerId,
      line.channelId ?? '',
      line.state,
      line.activatedAt,
      line.revokedAt ?? '',
      line.revokedBy ?? '',
    ]);
    for (const line of columns([heads, ...rows])) print(line);
  }
  return 0;
}

async function readDevices(client: Client, { registerId, state }: DeviceFilter): Promise<ListedDevice[]> {
  const devices: ListedDevice[] = [];
  let cursor: string | null = null;
  do {
    const query = new URLSearchParams({
      limit: '200',
      ...(registerId !== undefined && { registerId }),
      ...(state !== undefined && { state }),
      ...(cursor !== null && { cursor }),
    });
    const page: DevicePage = await ask<DevicePage>(client, 'GET', `/devices?${query.toString()}`);
    devices.push(...page.devices);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return devices;
}

async function makeCode({ say, print, language }: CommandContext, client: Client, registerId: string): Promise<number> {
  const path = `/registers/${encodeURIComponent(registerId)}/activation-codes`;
  const { code, expiresAt } = await ask<{ code: string; expiresAt: string }>(client, 'POST', path);
  print(code);
  print(say('activationCodeMade', { register: registerId, time: new Date(expiresAt).toLocaleString(language) }));
  return 0;
}

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu;

/** A till is named by its identifier, or by the register of which it is the active one. */
async function revoke({ say, print }: CommandContext, client: Client, wanted: string): Promise<number> {
  const deviceId = uuid.test(wanted) ? wanted.toLowerCase() : await activeDeviceOf(client, wanted);
  if (deviceId === null) throw new UsageError(say('noActiveTill', { register: wanted }));
  const { registerId } = await ask<{ registerId: string }>(client, 'POST', `/devices/${deviceId}/revocation`);
  print(say('tillRevoked', { register: registerId }));
  return 0;
}

async function activeDeviceOf(client: Client, registerId: string): Promise<string | null> {
  return (await readDevices(client, { registerId, state: 'active' }))[0]?.deviceId ?? null;
}
