import { listedCountMax } from '@counterfoil/contracts/customer';
import type { ExternalIdentity } from '@counterfoil/contracts/customer';
import type { Problem } from '@counterfoil/contracts/customer-operation';
import type { FieldValue } from './field-paths.ts';
import { entryPath, externalIdentityKey, stampOf } from './field-paths.ts';
import type { Merge } from './merge.ts';
import { acceptsOffered } from './merge.ts';

/**
 * Merges one of the sets of identifiers that a customer holds. Each element is stamped by itself, so additions and
 * removals of different elements never meet; of the same element the later applied one stays, and both are recorded.
 * Problem: `too_many_entries`.
 */
export function mergeMemberships(merge: Merge, list: 'affiliations' | 'addressBooks'): Problem | null {
  const prefix = list === 'affiliations' ? 'affiliation' : 'addressBook';
  const held = merge.customer[list];
  for (const { id, change } of merge.operation.changes[list] ?? []) {
    const isPut = change === 'put';
    if (!acceptsEntry(merge, entryPath(prefix, id), held.includes(id) ? id : null, isPut ? id : null)) continue;
    if (isPut) held.push(id);
    else held.splice(held.indexOf(id), 1);
  }
  return tooMany(list, held.length);
}

/** Merges the signed-in identities of web shops, a set like the memberships (WD-21). Problem: `too_many_entries`. */
export function mergeExternalIdentities(merge: Merge): Problem | null {
  const held = merge.customer.externalIdentities;
  for (const { change, providerId, externalIdentityId } of merge.operation.changes.externalIdentities ?? []) {
    const identity: ExternalIdentity = { providerId, externalIdentityId };
    const key = externalIdentityKey(identity);
    const position = held.findIndex((other) => externalIdentityKey(other) === key);
    const isPut = change === 'put';
    const path = entryPath('externalIdentity', key);
    if (!acceptsEntry(merge, path, position === -1 ? null : key, isPut ? key : null)) continue;
    if (isPut) held.push(identity);
    else held.splice(position, 1);
  }
  return tooMany('externalIdentities', held.length);
}

/** Merges the values of customer attributes, one by one like fields; null takes one away. Problem: `too_many_entries`. */
export function mergeAttributes(merge: Merge): Problem | null {
  const held = merge.customer.attributes;
  for (const { attributeId, value } of merge.operation.changes.attributes ?? []) {
    const present = Object.hasOwn(held, attributeId) ? (held[attributeId] ?? null) : null;
    if (!acceptsEntry(merge, entryPath('attribute', attributeId), present, value)) continue;
    if (value === null) delete held[attributeId];
    else held[attributeId] = value;
  }
  return tooMany('attributes', Object.keys(held).length);
}

function acceptsEntry(merge: Merge, path: string, held: FieldValue, offered: FieldValue): boolean {
  return acceptsOffered(merge, {
    path,
    held,
    offered,
    heldStamp: stampOf(merge.customer, path),
    policy: 'laterApplied',
  });
}

function tooMany(list: string, count: number): Problem | null {
  return count > listedCountMax ? { code: 'too_many_entries', field: list, parameters: { max: listedCountMax } } : null;
}
