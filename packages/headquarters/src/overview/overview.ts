import { concernStatuses, type Concern, type Overview } from '@counterfoil/contracts/administration/overview';
import type { Language } from '@counterfoil/contracts/error-register';
import { examine } from '../doctor/examine.ts';
import { inLanguage, type MendableCheck } from '../doctor/finding.ts';
import { convergenceOf } from './convergence.ts';
import { legsOf } from './legs.ts';
import { overviewChannels } from './overview-channels.ts';
import type { OverviewFacts } from './overview-facts.ts';

/** The overview in one language. */
export function overviewOf(facts: OverviewFacts, language: Language): Overview {
  const { now } = facts.doctor;
  const legs = legsOf(facts);
  const channels = overviewChannels(facts);
  return {
    readAt: now.toISOString(),
    convergence: convergenceOf({ legs, channels, now }, language),
    concerns: concernsOf(inLanguage(examine(facts.doctor), language)),
    legs,
    channels,
  };
}

/** What is not fine, gravest first, and of the same gravity in the order of a customer's way. */
export function concernsOf(checks: readonly MendableCheck[]): Concern[] {
  return concernStatuses
    .toReversed()
    .flatMap((status) => checks.filter((check) => check.status === status).map((check) => ({ ...check, status })));
}
