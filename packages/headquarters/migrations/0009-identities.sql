-- Loyalty cards and external identities, each of one customer. The customer's document holds them too; these tables are
-- what makes them unique.

CREATE TABLE loyalty_cards (
  loyalty_card_id uuid PRIMARY KEY,
  customer_id uuid NOT NULL,
  loyalty_program_id text NOT NULL,
  card_number text NOT NULL CONSTRAINT loyalty_cards_number UNIQUE,
  enrollment_channel_id text NOT NULL
);
CREATE INDEX loyalty_cards_customer ON loyalty_cards (customer_id);

-- A shopper may be a customer of several legal entities, of each once. Deactivated customers have none here.
CREATE TABLE external_identities (
  legal_entity text NOT NULL,
  provider_id text NOT NULL,
  external_identity_id text NOT NULL,
  customer_id uuid NOT NULL,
  PRIMARY KEY (legal_entity, provider_id, external_identity_id)
);
CREATE INDEX external_identities_customer ON external_identities (customer_id);
