import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { newAccessToken } from '@counterfoil/database/access-tokens';
import { connectClient } from '@counterfoil/database/connection';
import type { EmbeddedPostgres } from '@counterfoil/database/embedded-postgres';
import { systemClock } from '@counterfoil/platform/clock';
import type { Databases } from './check.ts';
import type { NodeOptions } from './node-options.ts';
import { createNode, type Node } from './node.ts';
import { createTill, type Till } from './till.ts';
import type { Promises } from './workload.ts';

/** Headquarters and two scale units as processes on databases of their own, with a till at Houston. */
export interface CrashWorld {
  readonly headquarters: Node;
  readonly houston: Node;
  readonly paris: Node;
  readonly till: Till;
  readonly promises: Promises;
  /** Has an administrator declare headquarters restored, repeated until it is answered. */
  declareRestored(): Promise<void>;
  /** Has an administrator change a setting, and send the settings to Houston again; repeated until it is answered. */
  changeSettings(name: string): Promise<void>;
  /** The harness's own view of the databases; they have to be migrated by then. */
  look(): Promise<Databases>;
  close(): Promise<void>;
}

const host = '127.0.0.1';

/** A port that was free a moment ago: the nodes know each other's addresses before the first of them has started. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, host);
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('a port without a number');
  return address.port;
}

/** Makes the databases and names the processes; nothing is started, so that the first start is the first of all. */
export async function createCrashWorld(server: EmbeddedPostgres, folder: string, name: string): Promise<CrashWorld> {
  const home = join(folder, name);
  await mkdir(home, { recursive: true });
  const token = newAccessToken();
  const registrationCodes = { houston: newAccessToken(), paris: newAccessToken() };
  const closing: (() => Promise<unknown>)[] = [];

  const addNode = async (part: string, options: (databaseUrl: string, port: number) => NodeOptions): Promise<Node> => {
    const pointsFile = join(home, `${part}.points`);
    await writeFile(pointsFile, '');
    const databaseUrl = await server.ensureDatabase(`${name}_${part}`);
    const port = await freePort();
    const node = createNode(options(databaseUrl, port), pointsFile, `http://${host}:${port}`);
    closing.unshift(() => node.end());
    return node;
  };
  const headquarters = await addNode('headquarters', (databaseUrl, port) => ({
    kind: 'headquarters',
    databaseUrl,
    port,
    token,
    registrationCodes,
  }));
  const addScaleUnit = (channelDatabaseId: 'houston' | 'paris'): Promise<Node> =>
    addNode(channelDatabaseId, (databaseUrl, port) => ({
      kind: 'scaleUnit',
      databaseUrl,
      port,
      token,
      channelDatabaseId,
      headquartersUrl: headquarters.url,
      keyFile: join(home, `${channelDatabaseId}.key`),
      registrationCode: registrationCodes[channelDatabaseId],
    }));
  const houston = await addScaleUnit('houston');
  const paris = await addScaleUnit('paris');
  const look = async (part: string): Promise<Awaited<ReturnType<typeof connectClient>>> => {
    const client = await connectClient(server.urlFor(`${name}_${part}`));
    closing.push(() => client.end());
    return client;
  };
  return {
    headquarters,
    houston,
    paris,
    till: createTill(houston.url, token),
    promises: { kept: new Map(), unacceptable: new Set() },
    declareRestored: () => administer(headquarters.url, token, restored),
    async changeSettings(settingName) {
      await administer(headquarters.url, token, renamedProfile(settingName));
      await administer(headquarters.url, token, sentAgain);
    },
    look: async () => ({
      headquarters: await look('headquarters'),
      channels: { houston: await look('houston'), paris: await look('paris') },
    }),
    async close() {
      for (const close of closing) await close();
    },
  };
}

const retryDelayMs = 40;

/** What an administrator asks for, with the answer that says that it is done. */
interface Administration {
  readonly method: string;
  readonly path: string;
  readonly body: object;
  readonly done: number;
}

const restored: Administration = {
  method: 'POST',
  path: '/epochs',
  body: { reason: 'declared by the crash harness' },
  done: 201,
};

const sentAgain: Administration = {
  method: 'POST',
  path: '/channel-databases/houston/full-data-sync',
  body: { jobs: ['1070'] },
  done: 202,
};

const renamedProfile = (name: string): Administration => ({
  method: 'PUT',
  path: '/functionality-profiles/POS-SYNC',
  body: { name },
  done: 200,
});

async function administer(url: string, token: string, { method, path, body, done }: Administration): Promise<void> {
  for (;;) {
    try {
      const { status } = await fetch(`${url}${path}`, {
        method,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      if (status === done) return;
      if (status >= 400 && status < 500) throw new Error(`${method} ${path} was refused: ${status}`);
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
    }
    await systemClock.sleep(retryDelayMs);
  }
}
