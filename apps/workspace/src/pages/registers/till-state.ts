import type { ListedRegister } from '@counterfoil/contracts/administration/registers';

/** What a person should know before a till is revoked. */
export type RevocationRisk =
  { readonly kind: 'none' | 'unknown' } | { readonly kind: 'waiting'; readonly undelivered: number };

/** What may be lost when the till of a register is revoked: only its offline database holds what has not arrived. */
export function revocationRisk({ supportOffline, offline }: ListedRegister): RevocationRisk {
  if (offline && offline.undelivered > 0) return { kind: 'waiting', undelivered: offline.undelivered };
  return { kind: supportOffline ? 'unknown' : 'none' };
}

/** Registers that need a person come first: those that keep records back, the longest first. */
export function byNeed(one: ListedRegister, other: ListedRegister): number {
  return (
    Number(waits(other)) - Number(waits(one)) ||
    (one.offline?.oldestRecordedAt ?? '').localeCompare(other.offline?.oldestRecordedAt ?? '') ||
    one.registerId.localeCompare(other.registerId)
  );
}

function waits({ offline }: ListedRegister): boolean {
  return (offline?.undelivered ?? 0) > 0;
}

const msPerMinute = 60_000;
const minutesPerHour = 60;
const hoursPerDay = 24;

/** How long ago something was, in the largest unit that fits; never less than nothing. */
export function ageOf(iso: string, now: Date): { readonly value: number; readonly unit: 'minute' | 'hour' | 'day' } {
  const minutes = Math.max(0, Math.floor((now.getTime() - Date.parse(iso)) / msPerMinute));
  if (minutes < 2 * minutesPerHour) return { value: minutes, unit: 'minute' };
  const hours = Math.floor(minutes / minutesPerHour);
  if (hours < 2 * hoursPerDay) return { value: hours, unit: 'hour' };
  return { value: Math.floor(hours / hoursPerDay), unit: 'day' };
}

/** The age of something in words: *3 hours*. */
export function ageText(iso: string, now: Date, language: string): string {
  const { value, unit } = ageOf(iso, now);
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).format(value);
}
