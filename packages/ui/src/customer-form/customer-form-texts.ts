import type { Texts } from '../translated-texts.ts';

const en = {
  receiptOption: { standard: 'On paper', email: 'By e-mail', both: 'On paper and by e-mail', none: 'No receipt' },
  consent: { unknown: 'Not asked', granted: 'Yes', refused: 'No' },
  purpose: { home: 'Home', business: 'Business', delivery: 'Delivery', invoice: 'Invoice', other: 'Other' },
  addressLabel: {
    addressName: 'Name at this address',
    street: 'Street and number',
    streetNumber: 'Number',
    buildingComplement: 'Apartment, floor, building',
    district: 'District',
    suburb: 'Suburb',
    city: 'City',
    townOrCity: 'Town or city',
    county: 'County',
    state: 'State',
    province: 'Province',
    prefecture: 'Prefecture',
    emirate: 'Emirate',
    area: 'Area',
    canton: 'Canton',
    region: 'Region',
    zipCode: 'ZIP code',
    postcode: 'Postcode',
    postalCode: 'Postal code',
    pinCode: 'PIN code',
    eircode: 'Eircode',
  },
};

const fr: Texts<typeof en> = {
  receiptOption: {
    standard: 'Sur papier',
    email: 'Par e-mail',
    both: 'Sur papier et par e-mail',
    none: 'Pas de ticket',
  },
  consent: { unknown: 'Non demandé', granted: 'Oui', refused: 'Non' },
  purpose: {
    home: 'Domicile',
    business: 'Professionnel',
    delivery: 'Livraison',
    invoice: 'Facturation',
    other: 'Autre',
  },
  addressLabel: {
    addressName: 'Nom à cette adresse',
    street: 'Numéro et rue',
    streetNumber: 'Numéro',
    buildingComplement: 'Appartement, étage, bâtiment',
    district: 'Quartier',
    suburb: 'Localité',
    city: 'Ville',
    townOrCity: 'Ville',
    county: 'Comté',
    state: 'État',
    province: 'Province',
    prefecture: 'Préfecture',
    emirate: 'Émirat',
    area: 'Zone',
    canton: 'Canton',
    region: 'Région',
    zipCode: 'Code ZIP',
    postcode: 'Code postal',
    postalCode: 'Code postal',
    pinCode: 'Code PIN postal',
    eircode: 'Eircode',
  },
};

/** What every form of a customer calls its choices and the parts of an address. */
export const customerFormTexts = { en, fr };
