import type { CustomerAttribute } from '@counterfoil/contracts/channel-configuration';
import { emptyConfiguration } from '@counterfoil/contracts/channel-configuration';
import type { AttributeValue } from '@counterfoil/contracts/customer';
import type { Problem } from '@counterfoil/contracts/customer-operation';
import { isErrorCode, languages, messageOf } from '@counterfoil/contracts/error-register';
import { describe, expect, it } from 'vitest';
import { withAttributeDefaults } from '../attribute-defaults.ts';
import { exampleId } from '../example-operations.ts';
import { attributeProblems, knownSettings, settingReferenceProblems } from './validate-settings.ts';

const definition = (attributeId: string, what: Partial<CustomerAttribute> = {}): CustomerAttribute => ({
  attributeId,
  text: { en: `${attributeId} in English`, fr: `${attributeId} en français` },
  attributeType: 'text',
  fixedList: [],
  minimum: null,
  maximum: null,
  defaultValue: null,
  required: false,
  ...what,
});

const definitions = [
  definition('motto'),
  definition('colour', { fixedList: [{ value: 'blue', text: { en: 'Blue', fr: 'Bleu' } }] }),
  definition('children', { attributeType: 'integer', minimum: 0, maximum: 20 }),
  definition('shoeSize', { attributeType: 'decimal', minimum: 15.5 }),
  definition('vip', { attributeType: 'boolean' }),
  definition('origin', { required: true }),
];

function problemsOf(attributeId: string, value: AttributeValue | null): Problem[] {
  return attributeProblems([{ attributeId, value }], definitions, 'update');
}

describe('an attribute', () => {
  it('takes a value of its type, of its fixed list and in its range', () => {
    const right: [string, AttributeValue][] = [
      ['motto', 'Onward'],
      ['colour', 'blue'],
      ['children', 20],
      ['shoeSize', 42.5],
      ['vip', false],
    ];
    for (const [attributeId, value] of right) expect(problemsOf(attributeId, value)).toEqual([]);
    const wrong: [string, AttributeValue, string][] = [
      ['motto', 1, 'attribute_text_expected'],
      ['colour', 'Blue', 'attribute_value_unlisted'],
      ['children', 1.5, 'attribute_integer_expected'],
      ['children', '1', 'attribute_integer_expected'],
      ['children', -1, 'attribute_too_low'],
      ['children', 21, 'attribute_too_high'],
      ['shoeSize', Number.NaN, 'attribute_decimal_expected'],
      ['shoeSize', 15, 'attribute_too_low'],
      ['vip', 'true', 'attribute_boolean_expected'],
    ];
    for (const [attributeId, value, code] of wrong) {
      const problems = problemsOf(attributeId, value);
      expect(problems).toMatchObject([{ code, field: `attributes.${attributeId}` }]);
    }
  });

  it('is named in the language of the reader', () => {
    const [problem] = problemsOf('children', 21);
    const sentences = languages.map((language) =>
      problem && isErrorCode(problem.code) ? messageOf(problem.code, language, problem.parameters) : '',
    );
    expect(sentences).toEqual(['"children in English" is at most 20.', '« children en français » vaut au plus 20.']);
  });

  it('that nobody defined is refused, but its old value can be taken away', () => {
    expect(problemsOf('unknown', 1)).toEqual([
      { code: 'attribute_unknown', field: 'attributes.unknown', parameters: { value: 'unknown' } },
    ]);
    expect(problemsOf('unknown', null)).toEqual([]);
    // Its text is refused by the other rules, and no sentence repeats it.
    expect(problemsOf('a\u0000b', 1)).toEqual([]);
  });

  it('that is required is there at creation and stays', () => {
    const missing = [{ code: 'attribute_required', field: 'attributes.origin' }];
    expect(attributeProblems(undefined, definitions, 'create')).toMatchObject(missing);
    expect(attributeProblems([{ attributeId: 'origin', value: null }], definitions, 'create')).toMatchObject(missing);
    expect(attributeProblems([{ attributeId: 'origin', value: 'web' }], definitions, 'create')).toEqual([]);
    expect(problemsOf('origin', null)).toMatchObject(missing);
    expect(attributeProblems([], definitions, 'update')).toEqual([]);
  });

  it('has its default value when a creation does not mention it', () => {
    const withDefaults = [definition('origin', { defaultValue: 'web', required: true }), definition('motto')];
    const empty = { fields: {}, addresses: [] };
    const web = { ...empty, attributes: [{ attributeId: 'origin', value: 'web' }] };
    expect(withAttributeDefaults(empty, withDefaults)).toEqual(web);
    const given = { ...empty, attributes: [{ attributeId: 'origin', value: 'store' }] };
    expect(withAttributeDefaults(given, withDefaults)).toEqual(given);
  });
});

describe('a reference to a setting', () => {
  const text = { en: 'x', fr: 'x' };
  const known = knownSettings({
    ...emptyConfiguration('houston'),
    personalTitles: [{ personalTitleId: 'DR', text }],
    affiliations: [{ affiliationId: 'staff', text, hiddenInChannels: false }],
    addressBooks: [{ addressBookId: 'west', name: 'West' }],
    loyaltyPrograms: [{ loyaltyProgramId: 'points', text }],
  });
  const changesOf = (title: string, affiliation: string, book: string, loyaltyProgramId: string) => ({
    fields: { personalTitle: title },
    addresses: [],
    affiliations: [{ id: affiliation, change: 'put' as const }],
    addressBooks: [{ id: book, change: 'put' as const }],
    loyaltyCards: [
      { loyaltyCardId: exampleId(401), fields: { loyaltyProgramId, cardNumber: null, enrollmentChannelId: 'houston' } },
    ],
  });

  it('is to one that the configuration knows', () => {
    expect(settingReferenceProblems(changesOf('DR', 'staff', 'west', 'points'), known)).toEqual([]);
    expect(settingReferenceProblems(changesOf('SIR', 'club', 'east', 'stamps'), known)).toEqual([
      { code: 'personal_title_unknown', field: 'personalTitle', parameters: { value: 'SIR' } },
      { code: 'affiliation_unknown', field: 'affiliations.0', parameters: { value: 'club' } },
      { code: 'address_book_unknown', field: 'addressBooks.0', parameters: { value: 'east' } },
      { code: 'loyalty_program_unknown', field: 'loyaltyCards.0.loyaltyProgramId', parameters: { value: 'stamps' } },
    ]);
  });

  it('may be unknown where it is taken away', () => {
    const removal = {
      fields: { personalTitle: null },
      addresses: [],
      affiliations: [{ id: 'club', change: 'remove' as const }],
    };
    expect(settingReferenceProblems(removal, known)).toEqual([]);
  });
});
