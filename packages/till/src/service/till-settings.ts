import { inheritedDefaults } from '@counterfoil/customer/channel-rules';
import { mayDo, posOperations, type PosOperationId } from '@counterfoil/contracts/pos-operations';
import type { WorkerRole } from '@counterfoil/contracts/worker-sessions';
import { ownChannel } from '../till.ts';
import { presentTill, type Engine } from './engine.ts';
import { creationWay } from './save-customer.ts';
import type { TillSettings } from './till-service.ts';

/** What forms need of the settings. Error: `offline_database_not_ready`. */
export function tillSettings(engine: Engine): TillSettings {
  const till = presentTill(engine);
  const channel = ownChannel(till);
  const { configuration } = till;
  const { fields, affiliations, countryRegion } = inheritedDefaults(configuration, channel, creationWay(engine, till));
  return {
    version: configuration.version,
    features: configuration.features,
    legalEntities: configuration.legalEntities,
    commerceParameters: configuration.commerceParameters,
    personalTitles: configuration.personalTitles,
    affiliations: configuration.affiliations,
    loyaltyPrograms: configuration.loyaltyPrograms,
    customerAttributes: configuration.customerAttributes,
    addressFormats: configuration.addressFormats,
    channel,
    newCustomer: {
      customerType: fields.customerType ?? 'person',
      customerGroup: fields.customerGroup ?? channel.customerGroup,
      currency: fields.currency ?? channel.currency,
      languageId: fields.languageId ?? channel.languageId,
      receiptOption: fields.receiptOption ?? 'standard',
      affiliations,
      countryRegion,
    },
    operations: operationsOf(engine.worker.worker?.role ?? 'cashier'),
  };
}

function operationsOf(role: WorkerRole): TillSettings['operations'] {
  const ids = Object.keys(posOperations) as PosOperationId[];
  const permissions = ids.map((id) => [id, mayDo(role, id) ? 'allowed' : 'needsManager'] as const);
  return Object.fromEntries(permissions) as TillSettings['operations'];
}
