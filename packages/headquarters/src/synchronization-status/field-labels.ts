export {
  addressFieldLabels,
  contactFieldLabels,
  customerFieldLabels,
  listLabels,
  loyaltyCardFieldLabels,
} from '@counterfoil/contracts/administration/field-labels';
