import type { ActionOutcome } from '@counterfoil/contracts/administration/action-audit';
import type { AuditFilter } from '../../api/action-audit.ts';

/** What the filters of the page stand at. */
export interface ShownFilters {
  readonly who: string;
  readonly action: string | null;
  readonly outcome: ActionOutcome | null;
  /** Days of the reader, YYYY-MM-DD; both belong to what is shown. */
  readonly from: string | null;
  readonly to: string | null;
}

/** The filters before anybody has narrowed anything. */
export const noFilters: ShownFilters = { who: '', action: null, outcome: null, from: null, to: null };

/** The filters as headquarters takes them: days become moments in the time zone of the reader. */
export function filterOf({ who, action, outcome, from, to }: ShownFilters): AuditFilter {
  return {
    who: who.trim() || null,
    action,
    outcome,
    from: from === null ? null : beginOf(from, 0),
    to: to === null ? null : beginOf(to, 1),
  };
}

/** When a day begins here, or the one so many days after it. */
function beginOf(day: string, daysLater: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date + daysLater).toISOString();
}
