import { marketingConsents } from '@counterfoil/contracts/customer';
import type { ContactFields, CustomerFields, PostalAddressFields } from '@counterfoil/contracts/customer';
import type { MergeConflict } from '@counterfoil/contracts/customer-operation';
import type { FieldValue } from './field-paths.ts';

/** The node name under which headquarters records its own edits. */
export const headquartersNode = 'headquarters';

/**
 * Stands for "more than one node said so" in the stamp of a consent: every node's later edit that did not see it is
 * then a conflict, so no node can widen a consent that another one refused at the same time.
 */
export const severalNodes = 'several';

/** How two concurrent edits of one field are decided. */
export type MergePolicy = MergeConflict['policy'];

/** A field of a customer, of an address or of a contact. */
export type MergedFieldName = keyof CustomerFields | keyof PostalAddressFields | keyof ContactFields;

/** The fields with a policy of their own; of every other field the later applied edit stays. */
const policyOfField: Partial<Record<MergedFieldName, MergePolicy>> = {
  emailMarketingConsent: 'mostRestrictive',
  phoneMarketingConsent: 'mostRestrictive',
  /* Of a contact. */
  marketingConsent: 'mostRestrictive',
  creditLimit: 'headquarters',
};

/** Which value stays, and by which policy. */
export type MergeDecision = Pick<MergeConflict, 'kept' | 'policy'>;

/** One side of a conflict. */
export interface ConflictSide {
  readonly value: FieldValue;
  readonly node: string;
}

const laterApplied: MergeDecision = { kept: 'offered', policy: 'laterApplied' };

/** The policy of a field. */
export function policyOf(name: MergedFieldName): MergePolicy {
  return policyOfField[name] ?? 'laterApplied';
}

/** Decides two concurrent, different values of one field. */
export function decideConflict(policy: MergePolicy, held: ConflictSide, offered: ConflictSide): MergeDecision {
  switch (policy) {
    case 'mostRestrictive':
      return { policy, kept: restrictiveness(held.value) >= restrictiveness(offered.value) ? 'held' : 'offered' };
    case 'headquarters':
      if (held.node === headquartersNode) return { policy, kept: 'held' };
      if (offered.node === headquartersNode) return { policy, kept: 'offered' };
      return laterApplied;
    case 'laterApplied':
      return laterApplied;
  }
}

/** Larger is more restrictive; a value that is no consent restricts nothing. */
function restrictiveness(value: FieldValue): number {
  const position = marketingConsents.findIndex((consent) => consent === value);
  return position === -1 ? -1 : marketingConsents.length - position;
}
