import type { Check, CheckStatus } from '@counterfoil/headquarters/doctor/finding';
import type { Say, TextKey } from '../texts.ts';

/** Clocks further apart mislead whoever compares times, and make what expires expire early; milliseconds. */
export const clockDifferenceMaxMs = 2 * 60_000;

const bytesPerMegabyte = 1024 * 1024;
/** PostgreSQL stops when its disk is full: there is still time, and there is none. */
export const freeBytesAttention = 2 * 1024 * bytesPerMegabyte;
export const freeBytesBroken = 256 * bytesPerMegabyte;

/** Headquarters, as the command line meets it: `reason` is why it does not answer, null when it does. */
export function headquartersCheck(reason: string | null, say: Say): Check {
  const name = 'headquarters';
  if (reason === null) return { name, status: 'fine', message: say('doctorAnswers'), remedy: null };
  return { name, status: 'broken', message: say('doctorNoAnswer', { reason }), remedy: say('doctorStart') };
}

/** The clock of this machine against that of headquarters; the time of the call is not known exactly. */
export function clockCheck(differenceMs: number, say: Say): Check {
  const name = 'clock/this-machine';
  const seconds = Math.round(Math.abs(differenceMs) / 1_000);
  if (Math.abs(differenceMs) <= clockDifferenceMaxMs) {
    return { name, status: 'fine', message: say('doctorClockFine'), remedy: null };
  }
  return { name, status: 'attention', message: say('doctorClock', { seconds }), remedy: say('doctorClockRemedy') };
}

/** The space that is left for the databases of this machine. */
export function diskCheck(freeByteCount: number, dataFolder: string, say: Say): Check {
  const status = diskStatus(freeByteCount);
  const values = { dataFolder, megabytes: Math.floor(freeByteCount / bytesPerMegabyte) };
  const remedy = status === 'fine' ? null : say('doctorDiskRemedy');
  return { name: 'disk', status, message: say(diskTexts[status], values), remedy };
}

const diskTexts: Readonly<Record<CheckStatus, TextKey>> = {
  fine: 'doctorDiskFine',
  attention: 'doctorDisk',
  broken: 'doctorDisk',
};

function diskStatus(freeByteCount: number): CheckStatus {
  if (freeByteCount < freeBytesBroken) return 'broken';
  return freeByteCount < freeBytesAttention ? 'attention' : 'fine';
}

const marks: Readonly<Record<CheckStatus, string>> = { fine: '✓', attention: '!', broken: '✗' };

/** The checks as a person reads them: a line each, with what to do below it. */
export function linesOf(checks: readonly Check[], say: Say): string[] {
  const countOf = (status: CheckStatus): number => checks.filter((check) => check.status === status).length;
  const [attention, broken] = [countOf('attention'), countOf('broken')];
  return [
    ...checks.flatMap(({ status, message, remedy }) => [
      `${marks[status]} ${message}`,
      ...(remedy === null ? [] : [`  → ${remedy}`]),
    ]),
    attention + broken === 0 ? say('doctorFine') : say('doctorSummary', { attention, broken }),
  ];
}

/** Exit codes by severity, for monitors. */
export const exitCodes: Readonly<Record<CheckStatus, number>> = { fine: 0, attention: 1, broken: 2 };
