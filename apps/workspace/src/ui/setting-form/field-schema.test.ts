import { describe, expect, it } from 'vitest';
import { emptyValue, faultsOf, type FieldSchema } from './field-schema.ts';

const text: FieldSchema = { type: 'string', minLength: 1, maxLength: 5 };
const setting: FieldSchema = {
  type: 'object',
  properties: {
    name: text,
    timeoutMs: { type: 'integer', minimum: 100, maximum: 60_000 },
    profile: { anyOf: [text, { type: 'null' }] },
    kind: { type: 'string', enum: ['pos', 'online'] },
    list: { type: 'array', items: text, maxItems: 2 },
    text: { type: 'object', properties: { en: text, fr: text } },
    prices: { type: 'object', additionalProperties: { type: 'string', pattern: '^\\d+$' } },
  },
};
const good = {
  name: 'Shop',
  timeoutMs: 5_000,
  profile: null,
  kind: 'pos',
  list: ['A'],
  text: { en: 'Shop', fr: 'Mag' },
  prices: { EUR: '12' },
};

describe('the rules of a setting while it is typed', () => {
  it('says nothing of a setting that keeps them', () => {
    expect(faultsOf(setting, good)).toEqual([]);
  });

  it.each([
    [{ name: '' }, { field: 'name', rule: 'required' }],
    [{ name: ' ' }, { field: 'name', rule: 'required' }],
    [{ name: 'Shopping' }, { field: 'name', rule: 'tooLong', bound: 5 }],
    [{ timeoutMs: 50 }, { field: 'timeoutMs', rule: 'tooSmall', bound: 100 }],
    [{ timeoutMs: 100_000 }, { field: 'timeoutMs', rule: 'tooLarge', bound: 60_000 }],
    [{ timeoutMs: 100.5 }, { field: 'timeoutMs', rule: 'whole' }],
    [{ timeoutMs: null }, { field: 'timeoutMs', rule: 'required' }],
    [{ profile: '' }, { field: 'profile', rule: 'required' }],
    [{ kind: 'kiosk' }, { field: 'kind', rule: 'form' }],
    [{ list: ['A', 'B', 'C'] }, { field: 'list', rule: 'tooMany', bound: 2 }],
    [{ list: ['A', ''] }, { field: 'list.1', rule: 'required' }],
    [{ text: { en: 'Shop', fr: '' } }, { field: 'text.fr', rule: 'required' }],
    [{ prices: { EUR: 'dear' } }, { field: 'prices.EUR', rule: 'form' }],
  ])('names the field and the rule of %j', (changed, fault) => {
    expect(faultsOf(setting, { ...good, ...changed })).toEqual([fault]);
  });

  it('begins a new setting with the empty value of each field', () => {
    expect(emptyValue(setting)).toEqual({
      name: '',
      timeoutMs: 100,
      profile: null,
      kind: 'pos',
      list: [],
      text: { en: '', fr: '' },
      prices: {},
    });
  });
});
