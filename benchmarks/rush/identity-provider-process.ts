import { startDevelopmentIdentityProvider } from '@counterfoil/app-development-identity-provider/start-development-identity-provider';
import { signedInPath, signedOutPath } from '@counterfoil/app-storefront/sign-in-paths';
import { createLog } from '@counterfoil/platform/log';
import { systemSeams } from '@counterfoil/platform/seams';
import { serveParent } from '../server-process.ts';
import { personOf, shoppersOf, type ShopperRange } from './rush-shoppers.ts';

/** What the program of the identity provider is told. */
export interface IdentityProviderProcessOptions {
  /** Of the shop; it is a public client. */
  readonly clientId: string;
}

/** Who can be chosen from now on, and where the shop is. */
export interface Admission {
  readonly storefrontUrl: string;
  readonly shoppers: ShopperRange;
}

/* Without passwords: hashing them would take the processor from the servers that are measured. */
await serveParent<IdentityProviderProcessOptions>(async ({ clientId }) => {
  const seams = systemSeams(createLog({ node: 'identity provider' }, 'warn'));
  const provider = await startDevelopmentIdentityProvider({ port: 0, environment: 'development', seams });
  const admit = ({ storefrontUrl, shoppers }: Admission): void =>
    provider.registerClient({
      clientId,
      clientSecret: null,
      name: { en: 'Shop of the benchmark', fr: 'Boutique de la mesure' },
      redirectUris: [`${storefrontUrl}${signedInPath}`],
      signedOutUris: [`${storefrontUrl}${signedOutPath}`],
      people: shoppersOf(shoppers).map(personOf),
      hasAccounts: false,
    });
  return {
    url: provider.issuer,
    questions: { admit: async (admission) => admit(admission as Admission) },
    stop: () => provider.stop(),
  };
});
