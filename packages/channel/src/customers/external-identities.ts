import type { ExternalIdentity } from '@counterfoil/contracts/customer';
import type { CustomerOperation, ExternalIdentityChange, Problem } from '@counterfoil/contracts/customer-operation';
import { prepared, type Tx } from '@counterfoil/database/database';

interface IdentityRow {
  customer_id: string;
  legal_entity: string;
}

/* Deactivated customers keep their identities, and nobody signs in as them. */
const selectByIdentity = prepared(
  'select-customers-by-external-identity',
  `SELECT customer_id, legal_entity FROM customers
   WHERE external_identities @> $1::jsonb AND NOT (document -> 'deactivated')::boolean
   ORDER BY customer_id`,
);

/**
 * The customers that have this identity of the web shop, oldest first, also those whose number isn't there yet (WD-21).
 * There is one in a legal entity unless it was linked at two channel databases at once.
 */
export async function customersOfIdentity(
  tx: Tx,
  { providerId, externalIdentityId }: ExternalIdentity,
): Promise<{ customerId: string; legalEntity: string }[]> {
  const identity = JSON.stringify([{ providerId, externalIdentityId }]);
  const rows = await tx.query<IdentityRow>(selectByIdentity, [identity]);
  return rows.map((row) => ({ customerId: row.customer_id, legalEntity: row.legal_entity }));
}

/** A problem for each identity that an operation links although another customer of its legal entity has it. */
export async function identitiesTakenByOthers(tx: Tx, operation: CustomerOperation): Promise<Problem[]> {
  const problems: Problem[] = [];
  for (const [index, change] of (operation.changes.externalIdentities ?? []).entries()) {
    if (await isTakenByOther(tx, operation, change)) {
      problems.push({ code: 'external_identity_taken', field: `externalIdentities.${index}` });
    }
  }
  return problems;
}

async function isTakenByOther(
  tx: Tx,
  { customerId, origin }: CustomerOperation,
  change: ExternalIdentityChange,
): Promise<boolean> {
  if (change.change !== 'put') return false;
  const owners = await customersOfIdentity(tx, change);
  return owners.some((owner) => owner.customerId !== customerId && owner.legalEntity === origin.legalEntity);
}
