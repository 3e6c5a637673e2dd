import type { ChannelConfiguration, CustomerAttribute } from '@counterfoil/contracts/channel-configuration';
import type { AttributeValue } from '@counterfoil/contracts/customer';
import type { CustomerChanges, OperationKind, Problem } from '@counterfoil/contracts/customer-operation';
import type { ErrorCode } from '@counterfoil/contracts/error-register';
import { textLengthMax } from '@counterfoil/contracts/customer';
import { textProblem } from './text-problem.ts';
import { attributeField } from './validate-lists.ts';

type AttributeChanges = CustomerChanges['attributes'];

/**
 * What is wrong with attribute values by the definitions of the customer attribute group (LK-20): an unknown attribute,
 * a value of another type, out of its fixed list or range, a required one that a creation leaves out or an edit takes
 * away. To take away a value of an attribute that no longer exists is always possible.
 */
export function attributeProblems(
  attributes: AttributeChanges,
  definitions: readonly CustomerAttribute[],
  kind: OperationKind,
): Problem[] {
  const byId = new Map(definitions.map((definition) => [definition.attributeId, definition]));
  const problems: Problem[] = [];
  for (const { attributeId, value } of attributes ?? []) {
    const definition = byId.get(attributeId);
    if (!definition) {
      if (value !== null)
        problems.push(...unknownProblem('attribute_unknown', attributeField(attributeId), attributeId));
    } else if (value !== null) problems.push(...valueProblems(value, definition));
    else if (definition.required && kind !== 'create')
      problems.push(attributeProblem('attribute_required', definition));
  }
  if (kind === 'create') problems.push(...missingProblems(attributes, definitions));
  return problems;
}

function missingProblems(attributes: AttributeChanges, definitions: readonly CustomerAttribute[]): Problem[] {
  const given = new Set((attributes ?? []).filter(({ value }) => value !== null).map(({ attributeId }) => attributeId));
  return definitions
    .filter(({ required, attributeId }) => required && !given.has(attributeId))
    .map((definition) => attributeProblem('attribute_required', definition));
}

function valueProblems(value: AttributeValue, definition: CustomerAttribute): Problem[] {
  const { attributeType, fixedList, minimum, maximum } = definition;
  if (!isOfType(value, attributeType)) return [attributeProblem(`attribute_${attributeType}_expected`, definition)];
  if (typeof value === 'string') {
    const isListed = fixedList.length === 0 || fixedList.some((entry) => entry.value === value);
    return isListed ? [] : [attributeProblem('attribute_value_unlisted', definition)];
  }
  if (typeof value !== 'number') return [];
  if (minimum !== null && value < minimum) return [attributeProblem('attribute_too_low', definition, { min: minimum })];
  if (maximum !== null && value > maximum)
    return [attributeProblem('attribute_too_high', definition, { max: maximum })];
  return [];
}

function isOfType(value: AttributeValue, type: CustomerAttribute['attributeType']): boolean {
  switch (type) {
    case 'text':
      return typeof value === 'string';
    case 'integer':
      return Number.isSafeInteger(value);
    case 'decimal':
      return Number.isFinite(value);
    case 'boolean':
      return typeof value === 'boolean';
  }
}

/** The sentence names the attribute as people know it, in the language of the sentence. */
function attributeProblem(
  code: ErrorCode,
  { attributeId, text }: CustomerAttribute,
  bounds: Readonly<Record<string, number>> = {},
): Problem {
  return { code, field: attributeField(attributeId), parameters: { en: text.en, fr: text.fr, ...bounds } };
}

/** Identifiers that the settings know. */
export interface KnownSettings {
  readonly personalTitles: ReadonlySet<string>;
  readonly affiliations: ReadonlySet<string>;
  readonly addressBooks: ReadonlySet<string>;
  readonly loyaltyPrograms: ReadonlySet<string>;
}

/** The settings that a channel knows by its configuration. */
export function knownSettings(
  configuration: Pick<ChannelConfiguration, 'personalTitles' | 'affiliations' | 'addressBooks' | 'loyaltyPrograms'>,
): KnownSettings {
  return {
    personalTitles: new Set(configuration.personalTitles.map(({ personalTitleId }) => personalTitleId)),
    affiliations: new Set(configuration.affiliations.map(({ affiliationId }) => affiliationId)),
    addressBooks: new Set(configuration.addressBooks.map(({ addressBookId }) => addressBookId)),
    loyaltyPrograms: new Set(configuration.loyaltyPrograms.map(({ loyaltyProgramId }) => loyaltyProgramId)),
  };
}

/** What an operation names that the settings don't know. What it takes away may be gone from the settings as well. */
export function settingReferenceProblems(changes: CustomerChanges, known: KnownSettings): Problem[] {
  const problems: Problem[] = [];
  const expectKnown = (code: ErrorCode, field: string, id: string, ids: ReadonlySet<string>): void => {
    if (!ids.has(id)) problems.push(...unknownProblem(code, field, id));
  };
  const { personalTitle } = changes.fields;
  if (personalTitle) expectKnown('personal_title_unknown', 'personalTitle', personalTitle, known.personalTitles);
  for (const [index, { id, change }] of (changes.affiliations ?? []).entries()) {
    if (change === 'put') expectKnown('affiliation_unknown', `affiliations.${index}`, id, known.affiliations);
  }
  for (const [index, { id, change }] of (changes.addressBooks ?? []).entries()) {
    if (change === 'put') expectKnown('address_book_unknown', `addressBooks.${index}`, id, known.addressBooks);
  }
  for (const [index, { fields }] of (changes.loyaltyCards ?? []).entries()) {
    const field = `loyaltyCards.${index}.loyaltyProgramId`;
    expectKnown('loyalty_program_unknown', field, fields.loyaltyProgramId, known.loyaltyPrograms);
  }
  return problems;
}

/** Text that can't be shown gets no sentence of its own: `validateOperation` says what is wrong with it. */
function unknownProblem(code: ErrorCode, field: string, value: string): Problem[] {
  const isShown = textProblem(value, field, textLengthMax.short) === null;
  return isShown ? [{ code, field, parameters: { value } }] : [];
}
