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
] as const satisfies readonly ErrorCode[];

/** What headquarters can refuse while the caller waits. */
const headquartersCodes = [
  'legal_entity_unknown',
  'customer_group_unknown',
  'account_number_sequence_missing',
  'account_number_sequence_exhausted',
  'record_poisoned',
] as const satisfies readonly ErrorCode[];

/** Codes of every request that records an operation. */
export const recordingCodes = [
  ...fieldCodes,
  ...headquartersCodes,
  'channel_unknown',
  'idempotency_key_reused',
  'database_unreachable',
] as const satisfies readonly ErrorCode[];

/** Codes of every request that edits a customer. */
export const editingCodes = [
  ...recordingCodes,
  'customer_unknown',
  'customer_version_unknown',
  'customer_deactivated',
  'nothing_changed',
] as const satisfies readonly ErrorCode[];
