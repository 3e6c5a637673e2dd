import type { StagedStatus } from '@counterfoil/contracts/administration/synchronization-status';
import { emailQueryKey, nameQueryKey } from '@counterfoil/customer/search/search-keys';

export type { StagedStatus };

/** Which lines of *Customer synchronization status* are meant; every criterion given must match. */
export interface StatusFilter {
  readonly status?: StagedStatus | undefined;
  readonly channelDatabaseId?: string | undefined;
  readonly channelId?: string | undefined;
  /** Code of the last known error. */
  readonly code?: string | undefined;
  /** Arrived at headquarters then or later; ISO 8601. */
  readonly from?: string | undefined;
  /** Arrived before. */
  readonly to?: string | undefined;
  readonly operationIds?: readonly string[] | undefined;
  readonly customerId?: string | undefined;
  /** Recorded in one of these channels; null: in any. */
  readonly channelIds?: readonly string[] | null | undefined;
  /** The beginning of a name, an e-mail address or an account number. */
  readonly text?: string | undefined;
}

/* Customers are found by their indexes; what never became one by what was typed. */
const matchingCustomers = `
  SELECT customer_id FROM customers WHERE name_key LIKE $10
  UNION SELECT customer_id FROM customers WHERE given_name_key LIKE $10
  UNION SELECT customer_id FROM customers WHERE email_key = $11
  UNION SELECT customers.customer_id FROM legal_entities JOIN customers USING (legal_entity)
    WHERE customers.account_number = $12
  UNION SELECT customer_id FROM staged_operations
    WHERE status IN ('uploaded', 'failed', 'refused')
      AND lower(concat_ws(' ', operation #>> '{changes,fields,firstName}', operation #>> '{changes,fields,lastName}',
        operation #>> '{changes,fields,organizationName}', operation #>> '{changes,fields,email}')) LIKE $13`;

/** A condition on `staged_operations AS staged`, and the values of its parameters. */
export interface StatusCondition {
  readonly text: string;
  readonly parameters: readonly unknown[];
}

/** The condition of a filter; its parameters are the first ones of the statement. */
export function conditionOf(filter: StatusFilter): StatusCondition {
  const { status, channelDatabaseId, channelId, code, from, to, operationIds, customerId, channelIds } = filter;
  const values = [status, channelDatabaseId, channelId, code, from, to, operationIds, customerId, channelIds];
  const text = filter.text?.trim();
  const plain = `($1::text IS NULL OR staged.status = $1)
     AND ($2::text IS NULL OR staged.channel_database_id = $2)
     AND ($3::text IS NULL OR staged.operation #>> '{origin,channelId}' = $3)
     AND ($4::text IS NULL OR staged.last_known_error ->> 'code' = $4)
     AND ($5::timestamptz IS NULL OR staged.received_at >= $5)
     AND ($6::timestamptz IS NULL OR staged.received_at < $6)
     AND ($7::uuid[] IS NULL OR staged.operation_id = ANY($7))
     AND ($8::uuid IS NULL OR staged.customer_id = $8)
     AND ($9::text[] IS NULL OR staged.operation #>> '{origin,channelId}' = ANY($9))`;
  const parameters = values.map((value) => value ?? null);
  if (!text) return { text: plain, parameters };
  const name = nameQueryKey(text);
  return {
    text: `${plain} AND staged.customer_id IN (${matchingCustomers})`,
    parameters: [
      ...parameters,
      name === '' ? null : `${escaped(name)}%`,
      emailQueryKey(text),
      text.toUpperCase(),
      `%${escaped(text.toLowerCase())}%`,
    ],
  };
}

function escaped(text: string): string {
  return text.replaceAll(/[\\%_]/gu, (character) => `\\${character}`);
}
