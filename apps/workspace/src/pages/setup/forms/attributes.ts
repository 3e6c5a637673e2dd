import type { SettingForm, SettingValue } from '../../../ui/setting-form/setting-form.ts';
import { field, group, identity, keyField, named, textField } from './common-fields.ts';

const isNumber = ({ attributeType }: SettingValue): boolean =>
  attributeType === 'integer' || attributeType === 'decimal';
const isText = ({ attributeType }: SettingValue): boolean => attributeType === 'text';

/** What an attribute of another type can't have goes with its type. */
function settle(value: SettingValue): SettingValue {
  const fixedList = isText(value) ? value['fixedList'] : [];
  const bounds = isNumber(value) ? {} : { minimum: null, maximum: null };
  const wanted = { text: 'string', integer: 'number', decimal: 'number', boolean: 'boolean' }[
    String(value['attributeType'])
  ];
  const defaultValue = typeof value['defaultValue'] === wanted ? value['defaultValue'] : null;
  return { ...value, fixedList, ...bounds, defaultValue };
}

/** Customer attributes with their types. */
export const customerAttributes: SettingForm = {
  kind: 'customer-attributes',
  help: named([
    'What is kept of customers beyond their own fields. Channels show an attribute once it is in the customer attribute group that the Commerce parameters name.',
    'Ce que l’on garde des clients au-delà de leurs propres champs. Les canaux affichent un attribut dès qu’il est dans le groupe d’attributs client nommé par les paramètres de Commerce.',
  ]),
  columns: ['attributeId', 'text', 'attributeType', 'fixedList', 'required'],
  settle,
  groups: [
    group(
      identity,
      keyField('attributeId', ['Attribute', 'Attribut']),
      textField(['As staff read it on the customer.', 'Tel que le personnel le lit sur le client.']),
    ),
    group(
      ['Attribute type', 'Type d’attribut'],
      field(
        'attributeType',
        {
          type: 'choice',
          options: {
            text: named(['Text', 'Texte']),
            integer: named(['Whole number', 'Nombre entier']),
            decimal: named(['Decimal number', 'Nombre décimal']),
            boolean: named(['Yes or no', 'Oui ou non']),
          },
        },
        ['Type', 'Type'],
        [
          'What values it can have. Change it only while no customer has a value.',
          'Les valeurs possibles. Ne le modifiez que tant qu’aucun client n’a de valeur.',
        ],
      ),
      {
        ...field(
          'fixedList',
          { type: 'fixedList' },
          ['Fixed list', 'Liste fixe'],
          [
            'Only these values can be chosen, shown by their text. Empty: any text.',
            'Seules ces valeurs peuvent être choisies, affichées par leur texte. Vide : tout texte.',
          ],
        ),
        isShown: isText,
      },
      {
        ...field(
          'minimum',
          { type: 'number' },
          ['Smallest value', 'Valeur minimale'],
          [
            'Smaller values are refused. Empty: no bound.',
            'Les valeurs inférieures sont refusées. Vide : sans limite.',
          ],
        ),
        isShown: isNumber,
      },
      {
        ...field(
          'maximum',
          { type: 'number' },
          ['Largest value', 'Valeur maximale'],
          ['Larger values are refused. Empty: no bound.', 'Les valeurs supérieures sont refusées. Vide : sans limite.'],
        ),
        isShown: isNumber,
      },
    ),
    group(
      ['Entry', 'Saisie'],
      field(
        'defaultValue',
        { type: 'attributeValue' },
        ['Default value', 'Valeur par défaut'],
        [
          'What a new customer begins with. It must be of the type, in the list and in the range.',
          'Ce avec quoi un nouveau client commence. Elle doit être du type, de la liste et de la plage.',
        ],
      ),
      field(
        'required',
        { type: 'switch' },
        ['Required', 'Obligatoire'],
        [
          'On: a customer can’t be saved in a channel without a value. Think of customers who come without staff, in the online store.',
          'Oui : un client ne peut pas être enregistré dans un canal sans valeur. Pensez aux clients qui s’inscrivent seuls dans le magasin en ligne.',
        ],
      ),
    ),
  ],
};

/** Attribute groups. */
export const attributeGroups: SettingForm = {
  kind: 'attribute-groups',
  help: named([
    'Attributes that are shown together, in their order. The group that the Commerce parameters name is that of customers.',
    'Attributs affichés ensemble, dans leur ordre. Le groupe nommé par les paramètres de Commerce est celui des clients.',
  ]),
  columns: ['attributeGroupId', 'text', 'attributes'],
  groups: [
    group(
      identity,
      keyField('attributeGroupId', ['Attribute group', 'Groupe d’attributs']),
      textField(['The heading above the attributes.', 'Le titre au-dessus des attributs.']),
      field(
        'attributes',
        { type: 'settings', of: 'customer-attributes', isOrdered: true },
        ['Attributes', 'Attributs'],
        [
          'In the order in which staff see them. An attribute that is taken out keeps its values on customers, unseen.',
          'Dans l’ordre où le personnel les voit. Un attribut retiré garde ses valeurs sur les clients, sans être affiché.',
        ],
      ),
    ),
  ],
};
