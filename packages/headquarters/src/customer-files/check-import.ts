import type { Problem } from '@counterfoil/contracts/customer-operation';
import { prepared, type Tx } from '@counterfoil/database/database';
import {
  checkCreationsAtHeadquarters,
  type ActingAtHeadquarters,
  type CreationToMake,
  type PreparedCreation,
} from '../customers/edit-at-headquarters.ts';
import type { Headquarters } from '../headquarters.ts';
import type { RequestedOperation } from '../customers/headquarters-operations.ts';
import { resolveSequences } from '../numbers/sequence-values.ts';
import { refusedLine, type LineFate } from './line-fate.ts';

/**
 * What an import of these rows would do, without writing anything and without taking a number: the rules of a creation,
 * lines that were imported before, customers that are there already, and sign-ins that belong to others.
 */
export async function checkImport(
  headquarters: Headquarters,
  creations: readonly CreationToMake[],
  by: ActingAtHeadquarters,
): Promise<LineFate[]> {
  const checked = await checkCreationsAtHeadquarters(headquarters, creations, by);
  const known = await readKnown(headquarters.database, checked);
  const taken = new Set<string>();
  return checked.map((creation) => fateOf(creation, known, taken));
}

/** What of the creations the database holds already. */
interface Known {
  /** Operation → hash of its request and the number that it got. */
  readonly operations: ReadonlyMap<string, { readonly contentHash: string; readonly accountNumber: string | null }>;
  readonly customers: ReadonlySet<string>;
  readonly identities: ReadonlySet<string>;
  /** Legal entities that have account numbers to give. */
  readonly numbered: ReadonlySet<string>;
}

function fateOf({ request, refused }: PreparedCreation, known: Known, taken: Set<string>): LineFate {
  const before = request && known.operations.get(request.operation.operationId);
  if (before && before.contentHash !== request.contentHash) {
    return refusedLine([{ code: 'import_line_changed', field: '' }]);
  }
  if (before) return { status: 'unchanged', customerAccountNumber: before.accountNumber, problems: [] };
  if (refused) return refusedLine(refused.problems);
  const problem = request && (numberProblem(request, known) ?? ownershipProblem(request, known, taken));
  return problem ? refusedLine([problem]) : { status: 'valid', customerAccountNumber: null, problems: [] };
}

function numberProblem({ operation }: RequestedOperation, { numbered }: Known): Problem | null {
  const { legalEntity } = operation.origin;
  if (numbered.has(legalEntity)) return null;
  return { code: 'account_number_sequence_missing', field: '', parameters: { legalEntity } };
}

function ownershipProblem({ operation }: RequestedOperation, known: Known, taken: Set<string>): Problem | null {
  const { customerId } = operation;
  if (known.customers.has(customerId) || taken.has(customerId)) return { code: 'customer_exists', field: 'customerId' };
  const identities = identityKeys(operation);
  const index = identities.findIndex((identity) => known.identities.has(identity) || taken.has(identity));
  if (index !== -1) return { code: 'identity_linked_elsewhere', field: `externalIdentities.${index}` };
  for (const key of [customerId, ...identities]) taken.add(key);
  return null;
}

function identityKeys({ origin, changes }: RequestedOperation['operation']): string[] {
  return (changes.externalIdentities ?? []).map(({ providerId, externalIdentityId }) =>
    JSON.stringify([origin.legalEntity, providerId, externalIdentityId]),
  );
}

const selectOperations = prepared(
  'select-imported-operations',
  `SELECT requests.operation_id, requests.content_hash, customers.account_number
   FROM headquarters_requests AS requests
   LEFT JOIN staged_operations AS staged USING (operation_id)
   LEFT JOIN customers ON customers.customer_id = staged.customer_id
   WHERE requests.operation_id = ANY($1::uuid[])`,
);

const selectCustomers = prepared(
  'select-imported-customers',
  'SELECT customer_id FROM customers WHERE customer_id = ANY($1::uuid[])',
);

const selectIdentities = prepared(
  'select-imported-identities',
  `SELECT legal_entity, provider_id, external_identity_id
   FROM external_identities
   JOIN jsonb_to_recordset($1::jsonb) AS wanted (legal_entity text, provider_id text, external_identity_id text)
     USING (legal_entity, provider_id, external_identity_id)`,
);

async function readKnown(tx: Tx, checked: readonly PreparedCreation[]): Promise<Known> {
  const operations = checked.flatMap(({ request }) => request?.operation ?? []);
  const identities = operations.flatMap(({ origin, changes }) =>
    (changes.externalIdentities ?? []).map(({ providerId, externalIdentityId }) => ({
      legal_entity: origin.legalEntity,
      provider_id: providerId,
      external_identity_id: externalIdentityId,
    })),
  );
  const legalEntities = [...new Set(operations.map(({ origin }) => origin.legalEntity))];
  const sequencesOf = legalEntities.map((legalEntity) => ({
    kind: 'customerAccount' as const,
    legalEntity,
    loyaltyProgramId: null,
  }));
  const [requests, customers, owned, sequences] = await Promise.all([
    tx.query<{ operation_id: string; content_hash: string; account_number: string | null }>(selectOperations, [
      operations.map(({ operationId }) => operationId),
    ]),
    tx.query<{ customer_id: string }>(selectCustomers, [operations.map(({ customerId }) => customerId)]),
    tx.query<{ legal_entity: string; provider_id: string; external_identity_id: string }>(selectIdentities, [
      JSON.stringify(identities),
    ]),
    resolveSequences(tx, sequencesOf),
  ]);
  return {
    operations: new Map(
      requests.map((row) => [row.operation_id, { contentHash: row.content_hash, accountNumber: row.account_number }]),
    ),
    numbered: new Set(legalEntities.filter((_, index) => sequences[index])),
    customers: new Set(customers.map((row) => row.customer_id)),
    identities: new Set(
      owned.map((row) => JSON.stringify([row.legal_entity, row.provider_id, row.external_identity_id])),
    ),
  };
}
