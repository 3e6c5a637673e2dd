import { randomBytes } from 'node:crypto';
import { developmentClientPrefix } from '@counterfoil/contracts/administration/development-identity-provider';
import { featureIds } from '@counterfoil/contracts/features';
import { newAccessToken } from '@counterfoil/database/access-tokens';
import { sampleSettings } from '@counterfoil/headquarters/settings/sample-settings';
import {
  identityProviderSchema,
  type SignInConfiguration,
} from '@counterfoil/http/sign-in/identity-provider-configuration';
import { openLine, type Line } from '@counterfoil/platform/line';
import type { ServerProcess } from '../server-process.ts';
import { startHeadquartersNode, startScaleUnitNode } from '../two-nodes.ts';
import type { Workbench } from '../workbench.ts';
import type { Admission, IdentityProviderProcessOptions } from './identity-provider-process.ts';
import type { ShopperRange } from './rush-shoppers.ts';
import type { ShoppersProcessOptions } from './shoppers-process.ts';
import type { StorefrontProcessOptions } from './storefront-process.ts';
import type { ShopperOutcome } from './visit-shop.ts';

/** A retailer with a web shop, each server in a process of its own, and its crowd in another one. */
export interface RushRetailer {
  readonly headquartersDatabaseUrl: string;
  readonly channelDatabaseUrl: string;
  /** By which customers name the identity provider. */
  readonly providerId: string;
  /** Between the scale unit and headquarters. */
  readonly line: Line;
  /** Ends headquarters as a fault of its machine does. */
  killHeadquarters(): Promise<void>;
  /** Resolves when it listens again, where it was. */
  restartHeadquarters(): Promise<void>;
  /** Has headquarters switch *Create customer in async mode* off for the web shop; the jobs carry it there. */
  createSynchronously(): Promise<void>;
  /** Sends shoppers through the shop, `shoppersAtOnce` at a time; resolves when all have gone. */
  shop(shoppers: ShopperRange): Promise<ShopperOutcome[]>;
  stop(): Promise<void>;
}

const { onlineStore } = sampleSettings;
const clientId = `${developmentClientPrefix}rush`;
/** The functionality profile of the online store. */
const profileId = 'ONLINE';
const secretByteCount = 32;

/** Starts all of it. */
export async function startRushRetailer(workbench: Workbench): Promise<RushRetailer> {
  const headquartersDatabaseUrl = await workbench.createDatabase('rush_headquarters');
  const jobs = { recurrence: 'continuous', features: featureIds } as const;
  let headquarters = await startHeadquartersNode(workbench, headquartersDatabaseUrl, jobs);
  const port = Number(new URL(headquarters.url).port);
  const line = await openLine({ targetPort: port });
  const provider = await startProvider(workbench);
  const { scaleUnit, storefront } = await startShop(workbench, line, provider.url);
  const shoppers = await startShoppers(workbench, storefront.url, scaleUnit.databaseUrl);
  return {
    headquartersDatabaseUrl,
    channelDatabaseUrl: scaleUnit.databaseUrl,
    providerId: provider.url,
    line,
    killHeadquarters: () => headquarters.kill(),
    async restartHeadquarters() {
      headquarters = await startHeadquartersNode(workbench, headquartersDatabaseUrl, { ...jobs, port });
    },
    createSynchronously: async () => void (await headquarters.ask('create synchronously', profileId)),
    async shop(range) {
      await provider.ask('admit', { storefrontUrl: storefront.url, shoppers: range } satisfies Admission);
      return (await shoppers.ask('shop', range)) as ShopperOutcome[];
    },
    async stop() {
      for (const server of [shoppers, storefront, scaleUnit.process, provider, headquarters]) await server.stop();
      await line.close();
    },
  };
}

function startProvider(workbench: Workbench): Promise<ServerProcess> {
  const options: IdentityProviderProcessOptions = { clientId };
  return workbench.start('identityProvider', './rush/identity-provider-process.ts', options);
}

async function startShop(workbench: Workbench, line: Line, issuer: string) {
  const signIn: SignInConfiguration = {
    environment: 'development',
    identityProvider: identityProviderSchema.parse({ issuer, clientId, scope: 'openid profile email' }),
  };
  const accessToken = newAccessToken();
  const scaleUnit = await startScaleUnitNode(workbench, {
    channelDatabaseId: onlineStore,
    databaseName: 'rush_online',
    headquartersUrl: `http://127.0.0.1:${line.port}`,
    storefrontToken: accessToken,
    shopperSignIn: signIn,
  });
  const options: StorefrontProcessOptions = {
    channelId: sampleSettings.channels[onlineStore],
    commerceApiUrl: scaleUnit.process.url,
    accessToken,
    secretsKey: randomBytes(secretByteCount).toString('base64'),
    signIn,
  };
  return { scaleUnit, storefront: await workbench.start('storefront', './rush/storefront-process.ts', options) };
}

function startShoppers(workbench: Workbench, shopUrl: string, databaseUrl: string): Promise<ServerProcess> {
  const options: ShoppersProcessOptions = { shopUrl, databaseUrl };
  return workbench.start('shoppers', './rush/shoppers-process.ts', options);
}
