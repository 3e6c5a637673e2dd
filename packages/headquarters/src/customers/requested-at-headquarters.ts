import { createHash } from 'node:crypto';
import type { Customer } from '@counterfoil/contracts/customer';
import type { CustomerOperation, Problem } from '@counterfoil/contracts/customer-operation';
import { headquartersNode } from '@counterfoil/customer/merge/merge-policy';
import { isSafeText } from '@counterfoil/customer/validate/text-rules';
import { validateOperation } from '@counterfoil/customer/validate/validate-customer';
import { addressFormatProblems } from '@counterfoil/customer/validate/validate-address-formats';
import { attributeProblems, settingReferenceProblems } from '@counterfoil/customer/validate/validate-settings';
import { uuidFromName } from '@counterfoil/platform/uuid-from-name';
import { readConversionReferences, type ConversionReferences } from '../conversion/conversion-references.ts';
import { readConversionSettings, type ConversionSettings } from '../conversion/conversion-settings.ts';
import { readCreationPlaces, type CreationPlaces, type NamedPlace } from './creation-settings.ts';
import type { Headquarters } from '../headquarters.ts';

/** The settings by which a set of requests is understood and checked, read once. */
export interface Rules {
  readonly places: CreationPlaces;
  readonly settings: ConversionSettings;
  readonly references: ConversionReferences;
}

/** Reads them, whatever the number of requests, in a few statements. */
export async function readRules({ database }: Headquarters, named: readonly NamedPlace[]): Promise<Rules> {
  const [places, settings, references] = await Promise.all([
    readCreationPlaces(database, named),
    readConversionSettings(database),
    readConversionReferences(database),
  ]);
  return { places, settings, references };
}

/** What an operation is made of. */
export interface OperationToMake extends Pick<
  CustomerOperation,
  'kind' | 'customerId' | 'operationId' | 'baseVersion' | 'changes'
> {
  readonly place: Pick<NamedPlace, 'channelId'> & { readonly legalEntity: string };
  readonly workerId: string | undefined;
}

/** It follows no other: headquarters decides its own operations in the moment in which they are made. */
export function operationOf({ seams }: Headquarters, { place, workerId, ...rest }: OperationToMake): CustomerOperation {
  const { legalEntity, channelId = '' } = place;
  return {
    ...rest,
    origin: { legalEntity, channelId, node: headquartersNode, terminalId: null, workerId: workerId ?? null },
    recordedAt: seams.clock.now().toISOString(),
    follows: null,
  };
}

/** Everything that is wrong, all at once: somebody looks at the form. */
export function problemsOf(
  { seams }: Headquarters,
  operation: CustomerOperation,
  { settings, references }: Rules,
  customer?: Customer,
): Problem[] {
  const { changes, kind, origin } = operation;
  const legalEntity = settings.legalEntities.get(origin.legalEntity);
  const today = seams.clock.now().toISOString().slice(0, 'YYYY-MM-DD'.length);
  const problems = validateOperation(operation, today, legalEntity?.countryRegion ?? '', customer?.contacts);
  const { customerGroup } = changes.fields;
  if (customerGroup !== undefined && !legalEntity?.customerGroups.has(customerGroup) && notNamed(problems)) {
    problems.push({ code: 'customer_group_unknown', field: 'customerGroup', parameters: { value: customerGroup } });
  }
  if (!isSafeText(origin.workerId ?? '')) problems.push({ code: 'text_invalid', field: 'workerId' });
  if (kind === 'deactivate') return problems;
  problems.push(...settingReferenceProblems(changes, references));
  problems.push(...attributeProblems(changes.attributes, references.customerAttributes, kind));
  problems.push(...addressFormatProblems(changes, settings.addressFormats, kind, customer?.addresses));
  return problems;
}

function notNamed(problems: readonly Problem[]): boolean {
  return problems.every(({ field }) => field !== 'customerGroup');
}

/** The operation that a key of any form stands for; without a key a new one. */
export function operationIdOf(
  { seams }: Headquarters,
  { channelId = '', legalEntity = '' }: NamedPlace,
  idempotencyKey: string | undefined,
): string {
  if (idempotencyKey === undefined) return seams.ids.uuid();
  return uuidFromName(`${headquartersNode} ${legalEntity} ${channelId}`, idempotencyKey);
}

const timestampLength = 'xxxxxxxx-xxxx'.length;

/** The customer that an operation creates: the same whenever the request comes again. */
export function customerIdOf(operationId: string): string {
  return operationId.slice(0, timestampLength) + uuidFromName('customer', operationId).slice(timestampLength);
}

/** SHA-256 of a request as it was understood, in hexadecimal. */
export function hashOf(request: object): string {
  return createHash('sha256')
    .update(JSON.stringify(sortedKeys(request)))
    .digest('hex');
}

/** The same content in another order of keys is the same request. */
function sortedKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortedKeys);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return Object.fromEntries(
    entries.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([key, inner]) => [key, sortedKeys(inner)]),
  );
}
