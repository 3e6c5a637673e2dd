import type { IdentityProvider } from '@counterfoil/http/sign-in/identity-provider';
import type { SealKey } from '@counterfoil/platform/seal';
import type { Seams } from '@counterfoil/platform/seams';
import type { CommerceApi } from './commerce-api/commerce-api.ts';
import type { ReadSettings } from './commerce-api/read-settings.ts';
import type { AssetLinks } from './assets.ts';
import type { SignUpWatch } from './visit/sign-up-watch.ts';

/** A web shop as all its pages see it. */
export interface Shop {
  /** The online store. */
  readonly channelId: string;
  readonly commerceApi: CommerceApi;
  readonly settings: ReadSettings;
  /** Null: none is configured, and nobody can sign in. */
  readonly identityProvider: IdentityProvider | null;
  /** Seals what waits in cookies and proves forms. */
  readonly sealKey: SealKey;
  /** Where browsers find the shop, without a slash at its end; known once it listens. */
  readonly publicUrl: () => string;
  readonly assets: AssetLinks;
  /** Tells people who sign up from robots. */
  readonly signUps: SignUpWatch;
  /** Whether customers are made up: pages say so. */
  readonly isDemonstration: boolean;
  readonly seams: Pick<Seams, 'clock' | 'ids' | 'random' | 'log'>;
}
