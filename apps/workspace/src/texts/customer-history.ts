import type { Texts } from '@counterfoil/ui/translated-texts';

const en = {
  kind: { create: 'Created', update: 'Changed', deactivate: 'Deactivated' },
  status: { uploaded: 'Waiting', completed: 'Done', refused: 'Refused', failed: 'Failed' },
  atPlace: 'at {{place}}',
  atHeadquarters: 'at headquarters',
  tillOf: 'till {{till}}',
  by: 'by {{who}}',
  field: 'Field',
  old: 'Before',
  new: 'After',
  empty: 'Empty',
  values_one: '{{count}} value',
  values_other: '{{count}} values',
  recorded: 'Recorded {{at}}',
  received: 'at headquarters {{at}}',
  decided: 'decided {{at}}',
  conflictsTitle: 'Two edits met',
  conflict: '{{label}}: {{held}} ({{heldBy}}) and {{offered}} (this edit). Kept: {{kept}}.',
  policy: {
    mostRestrictive: 'The more restrictive answer counts.',
    headquarters: 'Headquarters decides this field.',
    laterApplied: 'What arrived later counts.',
  },
  correctedTitle: 'Corrected by {{who}}, {{at}}',
  none: 'No history',
  noneText: 'No operation of this customer is on record.',
  label: 'History of the customer',
};

const fr: Texts<typeof en> = {
  kind: { create: 'Créé', update: 'Modifié', deactivate: 'Désactivé' },
  status: { uploaded: 'En attente', completed: 'Effectué', refused: 'Refusé', failed: 'En échec' },
  atPlace: 'à {{place}}',
  atHeadquarters: 'au siège',
  tillOf: 'caisse {{till}}',
  by: 'par {{who}}',
  field: 'Champ',
  old: 'Avant',
  new: 'Après',
  empty: 'Vide',
  values_one: '{{count}} valeur',
  values_other: '{{count}} valeurs',
  recorded: 'Enregistré {{at}}',
  received: 'au siège {{at}}',
  decided: 'décidé {{at}}',
  conflictsTitle: 'Deux modifications se sont rencontrées',
  conflict: '{{label}} : {{held}} ({{heldBy}}) et {{offered}} (cette modification). Conservé : {{kept}}.',
  policy: {
    mostRestrictive: 'La réponse la plus restrictive compte.',
    headquarters: 'Le siège décide de ce champ.',
    laterApplied: 'Ce qui est arrivé en dernier compte.',
  },
  correctedTitle: 'Corrigé par {{who}}, {{at}}',
  none: 'Aucun historique',
  noneText: "Aucune opération de ce client n'est enregistrée.",
  label: 'Historique du client',
};

/** The texts of what was changed of a customer. */
export const customerHistoryTexts = { en, fr };
