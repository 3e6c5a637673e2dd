import type { ActionOutcome, AuditPage } from '@counterfoil/contracts/administration/action-audit';
import { read } from './call.ts';

/** What the trail is narrowed by; null: by nothing. */
export interface AuditFilter {
  readonly who: string | null;
  readonly action: string | null;
  readonly outcome: ActionOutcome | null;
  /** ISO 8601. */
  readonly from: string | null;
  readonly to: string | null;
}

/** A page of the audit trail. */
export function readAuditPage(filter: AuditFilter, cursor: string | null, signal?: AbortSignal): Promise<AuditPage> {
  const given = Object.entries({ ...filter, cursor }).flatMap(([name, value]) => (value ? [[name, value]] : []));
  return read(`/action-audit?${new URLSearchParams(given).toString()}`, signal);
}
