import type { CustomerAttribute } from '@counterfoil/contracts/channel-configuration';
import type { CustomerChanges } from '@counterfoil/contracts/customer-operation';

/** The changes of a creation with the default value of every attribute that it doesn't mention (LK-20). */
export function withAttributeDefaults(
  changes: CustomerChanges,
  definitions: readonly CustomerAttribute[],
): CustomerChanges {
  const mentioned = new Set((changes.attributes ?? []).map(({ attributeId }) => attributeId));
  const defaults = definitions.flatMap(({ attributeId, defaultValue }) =>
    defaultValue === null || mentioned.has(attributeId) ? [] : [{ attributeId, value: defaultValue }],
  );
  return defaults.length === 0 ? changes : { ...changes, attributes: [...(changes.attributes ?? []), ...defaults] };
}
