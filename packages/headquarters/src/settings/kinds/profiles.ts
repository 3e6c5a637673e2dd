import { functionalityProfileOptionsSchema, offlineProfileSchema } from '@counterfoil/contracts/channel-configuration';
import { defaultProfileOptions } from '@counterfoil/contracts/channel-configuration';
import { z } from 'zod';
import { defineSettingKind } from '../setting-kind.ts';
import { idSchema, nameSchema } from './shapes.ts';

/** What stores and online stores are allowed to do (SD-04, WD-15). */
export const functionalityProfiles = defineSettingKind({
  name: 'functionality-profiles',
  title: { en: 'functionality profile', fr: 'profil de fonctionnalité' },
  description: 'Options of stores (`pos`) and online stores (`online`), *Create customer in async mode* among them.',
  key: ['functionalityProfileId'],
  schema: z.strictObject({
    functionalityProfileId: idSchema,
    kind: z.enum(['pos', 'online']),
    name: nameSchema,
    ...functionalityProfileOptionsSchema.shape,
  }),
  storage: {
    table: 'functionality_profiles',
    columns: {
      functionalityProfileId: 'functionality_profile_id',
      kind: 'kind',
      name: 'name',
      createCustomerInAsyncMode: 'create_customer_in_async_mode',
      createCustomerOrderInAsyncMode: 'create_customer_order_in_async_mode',
      createCustomerOrderWithAsyncFallback: 'create_customer_order_with_async_fallback',
      createCustomerOrderWaitTimeoutMs: 'create_customer_order_wait_timeout_ms',
      generateLoyaltyCardNumber: 'generate_loyalty_card_number',
      searchAllStoresByDefault: 'search_all_stores_by_default',
      lockedFieldsForAsyncCustomers: 'locked_fields_for_async_customers',
    },
  },
  job: '1070',
  example: {
    functionalityProfileId: 'POS-SYNC',
    kind: 'pos',
    name: 'Stores, synchronous',
    ...defaultProfileOptions,
  },
});

/** When a till leaves the network and comes back. */
export const offlineProfiles = defineSettingKind({
  name: 'offline-profiles',
  title: { en: 'offline profile', fr: 'profil hors connexion' },
  description:
    'After how long a till goes offline, how often it tries to come back, whether staff may switch by hand, and the ' +
    'advanced settings: switching before sign in, health checks, paused synchronization.',
  key: ['offlineProfileId'],
  schema: offlineProfileSchema,
  storage: { documents: true },
  job: '1070',
  example: {
    offlineProfileId: 'STANDARD',
    name: 'Standard',
    timeoutMs: 5_000,
    reconnectIntervalMs: 60_000,
    manualSwitchAllowed: true,
    manualSwitchBeforeSignInAllowed: false,
    advancedOfflineSwitching: false,
    healthCheckIntervalMs: 300_000,
    pauseOfflineSynchronization: false,
  },
});
