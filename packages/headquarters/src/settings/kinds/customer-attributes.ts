import {
  commerceParametersSchema,
  customerAttributeSchema,
  defaultCommerceParameters,
  type CustomerAttribute,
} from '@counterfoil/contracts/channel-configuration';
import type { Problem } from '@counterfoil/contracts/customer-operation';
import { translatedSchema } from '@counterfoil/contracts/translated';
import { prepared } from '@counterfoil/database/database';
import { z } from 'zod';
import { defineSettingKind } from '../setting-kind.ts';
import { duplicates, idSchema, idsSchema, reference, references } from './shapes.ts';

/** What is kept of customers beyond their own fields. */
export const customerAttributes = defineSettingKind({
  name: 'customer-attributes',
  title: { en: 'customer attribute', fr: 'attribut client' },
  description:
    'Of type text (any, or one of a fixed list), integer or decimal (with a range if wanted), or boolean. Channels show ' +
    'those of the customer attribute group that the Commerce parameters name.',
  key: ['attributeId'],
  schema: customerAttributeSchema,
  storage: { documents: true },
  job: '1110',
  example: {
    attributeId: 'SHOE-SIZE',
    text: { en: 'Shoe size', fr: 'Pointure' },
    attributeType: 'decimal',
    fixedList: [],
    minimum: 15,
    maximum: 60,
    defaultValue: null,
    required: false,
  },
  check: attributeProblems,
  usedBy: [
    {
      statement: prepared(
        'find-customer-of-attribute',
        `SELECT 1 FROM customers WHERE document -> 'attributes' ? $1 LIMIT 1`,
      ),
      title: { en: 'customers', fr: 'des clients' },
    },
  ],
});

/** Longest default, in UTF-16 code units. */
const defaultLengthMax = 1_000;

/** What is wrong with the declaration of an attribute. */
function attributeProblems(attribute: CustomerAttribute): Problem[] {
  const { attributeType, fixedList, minimum, maximum, defaultValue } = attribute;
  const isNumber = attributeType === 'integer' || attributeType === 'decimal';
  const problems = duplicates(
    'fixedList',
    fixedList.map(({ value }) => value),
  );
  if (fixedList.length > 0 && attributeType !== 'text') {
    problems.push({ code: 'attribute_fixed_list_invalid', field: 'fixedList' });
  }
  for (const [field, bound] of [['minimum', minimum] as const, ['maximum', maximum] as const]) {
    if (bound !== null && !isNumber) problems.push({ code: 'attribute_range_invalid', field });
    else if (bound !== null && attributeType === 'integer' && !Number.isSafeInteger(bound)) {
      problems.push({ code: 'attribute_range_invalid', field });
    }
  }
  if (minimum !== null && maximum !== null && minimum > maximum) {
    problems.push({ code: 'attribute_range_invalid', field: 'maximum' });
  }
  if (typeof defaultValue === 'string' && defaultValue.length > defaultLengthMax) {
    problems.push({ code: 'field_too_long', field: 'defaultValue', parameters: { max: defaultLengthMax } });
  }
  if (!isPossibleDefault(attribute)) problems.push({ code: 'attribute_default_invalid', field: 'defaultValue' });
  return problems;
}

function isPossibleDefault({ attributeType, defaultValue, fixedList, minimum, maximum }: CustomerAttribute): boolean {
  if (defaultValue === null) return true;
  if (attributeType === 'boolean') return typeof defaultValue === 'boolean';
  if (attributeType === 'text') {
    if (typeof defaultValue !== 'string') return false;
    return fixedList.length === 0 || fixedList.some(({ value }) => value === defaultValue);
  }
  if (typeof defaultValue !== 'number') return false;
  if (attributeType === 'integer' && !Number.isSafeInteger(defaultValue)) return false;
  return (minimum === null || defaultValue >= minimum) && (maximum === null || defaultValue <= maximum);
}

/** Attributes that are shown together, in their order. */
export const attributeGroups = defineSettingKind({
  name: 'attribute-groups',
  title: { en: 'attribute group', fr: "groupe d'attributs" },
  description: 'Customer attributes in the order in which staff see them.',
  key: ['attributeGroupId'],
  schema: z.strictObject({ attributeGroupId: idSchema, text: translatedSchema, attributes: idsSchema }),
  storage: { documents: true },
  job: '1110',
  example: {
    attributeGroupId: 'CUSTOMER',
    text: { en: 'Customer', fr: 'Client' },
    attributes: ['SHOE-SIZE'],
  },
  refersTo: ['customer-attributes'],
  references: ({ attributes }) => references('attributes', 'customer-attributes', attributes),
  check: ({ attributes }) => duplicates('attributes', attributes),
});

/** The parameters of all channels. */
export const commerceParameters = defineSettingKind({
  name: 'commerce-parameters',
  title: { en: 'Commerce parameters', fr: 'paramètres de Commerce' },
  description:
    'The customer attribute group, what customers can be searched by in the order in which staff see it, and how many ' +
    'addresses a customer should not exceed.',
  key: [],
  schema: commerceParametersSchema,
  storage: { documents: true },
  job: '1110',
  initial: defaultCommerceParameters,
  example: { ...defaultCommerceParameters, customerAttributeGroupId: 'CUSTOMER' },
  refersTo: ['attribute-groups'],
  references: ({ customerAttributeGroupId }) =>
    reference('customerAttributeGroupId', 'attribute-groups', customerAttributeGroupId),
  check: ({ searchCriteria }) => duplicates('searchCriteria', searchCriteria),
});
