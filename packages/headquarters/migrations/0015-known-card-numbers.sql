-- Loyalty card numbers that a channel already shows, by the card's identifier, for an enrolment that is offered again
-- after a restore (R11); null: none.
ALTER TABLE staged_operations ADD COLUMN known_card_numbers jsonb;
