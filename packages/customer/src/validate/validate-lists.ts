import { listedCountMax, textLengthMax } from '@counterfoil/contracts/customer';
import type {
  AttributeChange,
  CustomerChanges,
  ExternalIdentityChange,
  LoyaltyCardChange,
  MembershipChange,
  Problem,
} from '@counterfoil/contracts/customer-operation';
import { externalIdentityKey } from '../merge/field-paths.ts';
import { textProblem } from './text-problem.ts';
import { isBlank } from './text-rules.ts';

/** Longest text of an attribute and of the names of an external identity, in UTF-16 code units. */
const valueLengthMax = 250;

/**
 * What is wrong with the lists of an operation beside its addresses and contacts, whatever the settings say: too many
 * entries, an entry named twice (to add and remove it at once is that, too), and text that no tier stores.
 */
export function listProblems(changes: CustomerChanges): Problem[] {
  return [
    ...membershipProblems('affiliations', changes.affiliations),
    ...membershipProblems('addressBooks', changes.addressBooks),
    ...attributeTextProblems(changes.attributes),
    ...loyaltyCardProblems(changes.loyaltyCards),
    ...externalIdentityProblems(changes.externalIdentities),
  ];
}

function membershipProblems(field: string, memberships: readonly MembershipChange[] = []): Problem[] {
  return entryProblems(field, memberships, {
    keyOf: ({ id }) => id,
    check: ({ id }, path) => [idProblem(id, path)],
  });
}

function attributeTextProblems(attributes: readonly AttributeChange[] = []): Problem[] {
  return entryProblems('attributes', attributes, {
    keyOf: ({ attributeId }) => attributeId,
    check: ({ attributeId, value }, path) => {
      const wrong = idProblem(attributeId, path);
      if (wrong) return [wrong];
      return [typeof value === 'string' ? textProblem(value, attributeField(attributeId), valueLengthMax) : null];
    },
  });
}

/** An attribute is named as a request names it: by its identifier, which is text of the settings. */
export function attributeField(attributeId: string): string {
  return `attributes.${attributeId}`;
}

function loyaltyCardProblems(cards: readonly LoyaltyCardChange[] = []): Problem[] {
  return entryProblems('loyaltyCards', cards, {
    keyOf: ({ loyaltyCardId }) => loyaltyCardId,
    check: ({ fields }, path) => [
      idProblem(fields.loyaltyProgramId, `${path}.loyaltyProgramId`),
      idProblem(fields.enrollmentChannelId, `${path}.enrollmentChannelId`),
      fields.cardNumber === null ? null : idProblem(fields.cardNumber, `${path}.cardNumber`),
    ],
  });
}

function externalIdentityProblems(identities: readonly ExternalIdentityChange[] = []): Problem[] {
  return entryProblems('externalIdentities', identities, {
    keyOf: externalIdentityKey,
    check: ({ providerId, externalIdentityId }, path) => [
      idProblem(providerId, `${path}.providerId`, valueLengthMax),
      idProblem(externalIdentityId, `${path}.externalIdentityId`, valueLengthMax),
    ],
  });
}

interface EntryRules<Entry> {
  keyOf(entry: Entry): string;
  check(entry: Entry, path: string): readonly (Problem | null)[];
}

function entryProblems<Entry>(list: string, entries: readonly Entry[], rules: EntryRules<Entry>): Problem[] {
  if (entries.length > listedCountMax) {
    return [{ code: 'too_many_entries', field: list, parameters: { max: listedCountMax } }];
  }
  const problems: Problem[] = [];
  const seen = new Set<string>();
  for (const [index, entry] of entries.entries()) {
    const path = `${list}.${index}`;
    const key = rules.keyOf(entry);
    if (seen.has(key)) problems.push({ code: 'entry_duplicate', field: path });
    seen.add(key);
    for (const found of rules.check(entry, path)) if (found) problems.push(found);
  }
  return problems;
}

/** What is wrong with an identifier or number that people give: it has to be there, and must do as a key. */
function idProblem(id: string, field: string, max: number = textLengthMax.short): Problem | null {
  if (isBlank(id)) return { code: 'field_required', field };
  return id === '__proto__' ? { code: 'text_invalid', field } : textProblem(id, field, max);
}
