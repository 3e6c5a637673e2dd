import type { ErrorCode } from '@counterfoil/contracts/error-register';

/** What can be wrong with the fields of a customer. */
const fieldCodes = [
  'name_required',
  'field_required',
  'field_too_long',
  'text_invalid',
  'email_invalid',
  'phone_invalid',
  'country_invalid',
  'currency_invalid',
  'language_invalid',
  'date_invalid',
  'date_in_future',
  'too_many_addresses',
  'address_duplicate',
  'too_many_entries',
  'entry_duplicate',
  'url_invalid',
  'image_invalid',
] as const satisfies readonly ErrorCode[];

/** What doesn't fit the settings that the channel has, or its features. */
const settingCodes = [
  'personal_title_unknown',
  'affiliation_unknown',
  'address_book_unknown',
  'attribute_unknown',
  'attribute_required',
  'attribute_text_expected',
  'attribute_integer_expected',
  'attribute_decimal_expected',
  'attribute_boolean_expected',
  'attribute_value_unlisted',
  'attribute_too_low',
  'attribute_too_high',
  'zip_code_invalid',
  'zip_code_required',
  'title_feature_needed',
  'affiliation_feature_needed',
  'contact_feature_needed',
  'contact_consent_feature_needed',
  'external_identity_taken',
] as const satisfies readonly ErrorCode[];

/** What headquarters can refuse while the caller waits. */
const headquartersCodes = [
  'legal_entity_unknown',
  'customer_group_unknown',
  'account_number_sequence_missing',
  'account_number_sequence_exhausted',
  'identity_linked_elsewhere',
  'record_poisoned',
] as const satisfies readonly ErrorCode[];

/** Codes of every request that records an operation. */
export const recordingCodes = [
  ...fieldCodes,
  ...settingCodes,
  ...headquartersCodes,
  'channel_unknown',
  'idempotency_key_reused',
  'database_unreachable',
] as const satisfies readonly ErrorCode[];

/** What headquarters can refuse of a loyalty card beside that. */
export const loyaltyCardCodes = [
  'loyalty_enrollment_blocked',
  'loyalty_card_number_taken',
  'loyalty_card_number_sequence_missing',
  'loyalty_card_number_sequence_exhausted',
] as const satisfies readonly ErrorCode[];

/** Codes of every request that creates a customer. */
export const creatingCodes = [
  ...recordingCodes,
  'customer_exists',
  'address_feature_needed',
] as const satisfies readonly ErrorCode[];

/** Codes of every request that edits a customer. */
export const editingCodes = [
  ...recordingCodes,
  'customer_unknown',
  'customer_version_unknown',
  'customer_deactivated',
  'nothing_changed',
  'customer_pending_not_editable',
  'edit_needs_headquarters',
  'edit_waits_for_earlier',
] as const satisfies readonly ErrorCode[];
