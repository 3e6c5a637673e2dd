import { creationDefaults, type CreationDefaults } from '@counterfoil/customer/requested-changes';
import type { Customer } from '@counterfoil/contracts/customer';
import type { Problem } from '@counterfoil/contracts/customer-operation';
import { prepared, type Tx } from '@counterfoil/database/database';

/** Where headquarters creates customers: a channel of any type, or a legal entity by itself. */
export interface CreationPlace {
  readonly legalEntity: string;
  /** Empty without a channel. */
  readonly channelId: string;
  readonly defaults: CreationDefaults;
}

/** What a request says of its place. */
export interface NamedPlace {
  readonly channelId?: string | undefined;
  readonly legalEntity?: string | undefined;
}

/** The places of all channels and legal entities that a set of requests names. */
export interface CreationPlaces {
  /** The place of a request, or why there is none. */
  placeOf(named: NamedPlace): CreationPlace | Problem;
}

interface ChannelRow {
  channel_id: string;
  legal_entity: string;
  country_region: string;
  currency: string;
  language_id: string;
  customer_group: string;
  address_books: string[];
  default_customer: Customer | null;
}

const selectChannels = prepared(
  'select-creation-channels',
  `SELECT channels.channel_id, channels.legal_entity, channels.country_region, channels.currency, channels.language_id,
     channels.customer_group, channels.address_books, customers.document AS default_customer
   FROM channels
   LEFT JOIN setting_documents AS setting
     ON setting.kind = 'default-customers' AND setting.key = channels.channel_id
   LEFT JOIN customers ON customers.legal_entity = channels.legal_entity
     AND customers.account_number = setting.document ->> 'customerAccountNumber'
   WHERE channels.channel_id = ANY($1)`,
);

interface LegalEntityRow {
  legal_entity: string;
  country_region: string;
  currency: string;
  language_id: string;
}

const selectLegalEntities = prepared(
  'select-creation-legal-entities',
  'SELECT legal_entity, country_region, currency, language_id FROM legal_entities WHERE legal_entity = ANY($1)',
);

/** Reads what new customers inherit at the places that the requests name, in two statements whatever their number. */
export async function readCreationPlaces(tx: Tx, named: readonly NamedPlace[]): Promise<CreationPlaces> {
  const channelIds = [...new Set(named.flatMap(({ channelId }) => channelId ?? []))];
  const entityIds = [...new Set(named.flatMap(({ legalEntity }) => legalEntity ?? []))];
  const channels = channelIds.length === 0 ? [] : await tx.query<ChannelRow>(selectChannels, [channelIds]);
  const entities = entityIds.length === 0 ? [] : await tx.query<LegalEntityRow>(selectLegalEntities, [entityIds]);
  const placeOfChannel = new Map(channels.map((row) => [row.channel_id, channelPlace(row)]));
  const placeOfEntity = new Map(entities.map((row) => [row.legal_entity, legalEntityPlace(row)]));
  return {
    placeOf({ channelId, legalEntity }) {
      if (channelId === undefined) return entityOrProblem(placeOfEntity, legalEntity);
      const place = placeOfChannel.get(channelId);
      if (!place) return { code: 'channel_unknown', field: 'channelId', parameters: { value: channelId } };
      if (legalEntity === undefined || place.legalEntity === legalEntity) return place;
      return { code: 'channel_of_other_legal_entity', field: 'channelId', parameters: { value: channelId } };
    },
  };
}

function entityOrProblem(
  places: ReadonlyMap<string, CreationPlace>,
  legalEntity: string | undefined,
): CreationPlace | Problem {
  if (legalEntity === undefined) return { code: 'channel_or_legal_entity_required', field: 'channelId' };
  const unknown = { code: 'legal_entity_unknown', field: 'legalEntity', parameters: { value: legalEntity } };
  return places.get(legalEntity) ?? unknown;
}

function channelPlace(row: ChannelRow): CreationPlace {
  const settings = {
    languageId: row.language_id,
    currency: row.currency,
    customerGroup: row.customer_group,
    addressBooks: row.address_books,
    countryRegion: row.country_region,
  };
  const { default_customer: found } = row;
  const defaultCustomer = found ? { ...found, customerAccountNumber: found.customerAccountNumber ?? '' } : undefined;
  return {
    legalEntity: row.legal_entity,
    channelId: row.channel_id,
    defaults: creationDefaults(settings, defaultCustomer),
  };
}

/** A legal entity gives language, currency and country; the customer group has to be named. */
function legalEntityPlace(row: LegalEntityRow): CreationPlace {
  const fields = { languageId: row.language_id, currency: row.currency };
  return {
    legalEntity: row.legal_entity,
    channelId: '',
    defaults: { fields, affiliations: [], addressBooks: [], countryRegion: row.country_region },
  };
}
