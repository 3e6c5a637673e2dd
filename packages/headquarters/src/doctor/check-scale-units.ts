import { duration, enumerated } from './figures.ts';
import { attention, bounded, broken, fine, type Finding } from './finding.ts';

/** A channel database with what its scale unit last said. */
export interface ScaleUnitFacts {
  readonly channelDatabaseId: string;
  readonly name: string;
  readonly registered: boolean;
  /** ISO 8601; null: never. */
  readonly lastContactAt: string | null;
  /** Of its last report; null where there is none, or its time was not readable. */
  readonly clockDifferenceMs: number | null;
}

/** The present incarnation of headquarters. */
export interface EpochFacts {
  readonly number: number;
  /** ISO 8601. */
  readonly beganAt: string;
}

/** A connected scale unit gives a sign of life every few seconds; milliseconds of silence. */
export const silentAfterMs = 5 * 60_000;
/** After so long its store has been cut off rather than restarted. */
export const goneAfterMs = 60 * 60_000;
/** Tokens of scale units are refused from ten minutes on. */
export const clockDifferenceMaxMs = 5 * 60_000;

/** Scale units that never came by, that fell silent, and that have not agreed with a restored headquarters (R11). */
export function checkScaleUnits(scaleUnits: readonly ScaleUnitFacts[], epoch: EpochFacts, now: Date): Finding[] {
  const findings = scaleUnits.flatMap((scaleUnit) => contactFindings(scaleUnit, epoch, now));
  if (findings.length > 0) return bounded('scale-units', findings);
  const count = scaleUnits.length;
  return [
    fine('scale-units', {
      en: `All scale units (${count}) are in contact.`,
      fr: `Toutes les unités d'échelle (${count}) sont en contact.`,
    }),
  ];
}

function contactFindings(scaleUnit: ScaleUnitFacts, epoch: EpochFacts, now: Date): Finding[] {
  const { channelDatabaseId: id, name, registered, lastContactAt } = scaleUnit;
  const check = `scale-unit/${id}`;
  if (lastContactAt === null) return [neverSeen(check, id, name, registered)];
  const silentMs = now.getTime() - Date.parse(lastContactAt);
  if (silentMs <= silentAfterMs) return [];
  const ago = duration(silentMs);
  const isBeforeRestore = epoch.number > 1 && Date.parse(lastContactAt) < Date.parse(epoch.beganAt);
  const restored = isBeforeRestore
    ? {
        en: ' It has not come by since headquarters was restored, and still holds what it has to offer again.',
        fr: " Elle n'est pas revenue depuis la restauration du siège et garde ce qu'elle doit offrir à nouveau.",
      }
    : { en: '', fr: '' };
  const find = silentMs > goneAfterMs ? broken : attention;
  return [
    find(
      check,
      {
        en: `The channel database ${name} was last heard of ${ago.en} ago; nothing is lost meanwhile.${restored.en}`,
        fr: `La base de canal ${name} s'est manifestée il y a ${ago.fr} ; rien n'est perdu entre-temps.${restored.fr}`,
      },
      {
        en: 'Check that its scale unit runs, its line, and its clock: more than ten minutes off, it is refused.',
        fr: "Vérifiez que son unité d'échelle fonctionne, sa ligne, et son horloge : à plus de dix minutes d'écart, elle est refusée.",
      },
    ),
  ];
}

function neverSeen(check: string, id: string, name: string, registered: boolean): Finding {
  const message = {
    en: `The channel database ${name} has never been in contact.`,
    fr: `La base de canal ${name} ne s'est jamais manifestée.`,
  };
  const start = {
    en: 'Its scale unit is registered: start it, and check its line to headquarters.',
    fr: "Son unité d'échelle est enregistrée : démarrez-la et vérifiez sa ligne vers le siège.",
  };
  const register = {
    en: `Register its scale unit: counterfoil scale-unit code ${id}`,
    fr: `Enregistrez son unité d'échelle : counterfoil scale-unit code ${id}`,
  };
  return attention(check, message, registered ? start : register);
}

/** Clocks are for display and expiry only, but far apart they mislead people and make tokens expire. */
export function checkClocks(scaleUnits: readonly ScaleUnitFacts[]): Finding[] {
  const known = scaleUnits.filter(({ clockDifferenceMs }) => clockDifferenceMs !== null);
  const off = known.filter(({ clockDifferenceMs }) => Math.abs(clockDifferenceMs ?? 0) > clockDifferenceMaxMs);
  if (off.length > 0) return bounded('clocks', off.map(clockFinding));
  const names = enumerated(known.map(({ name }) => name));
  return [
    fine(
      'clocks',
      known.length === 0
        ? { en: 'No scale unit has told its clock yet.', fr: "Aucune unité d'échelle n'a encore donné son heure." }
        : {
            en: `The clocks of headquarters and scale units agree (${names}).`,
            fr: `Les horloges du siège et des unités d'échelle concordent (${names}).`,
          },
    ),
  ];
}

function clockFinding({ channelDatabaseId, name, clockDifferenceMs }: ScaleUnitFacts): Finding {
  const differenceMs = clockDifferenceMs ?? 0;
  const by = duration(Math.abs(differenceMs));
  const [en, fr] = differenceMs > 0 ? ['ahead of', 'avance'] : ['behind', 'retarde'];
  return attention(
    `clock/${channelDatabaseId}`,
    {
      en: `The clock of the scale unit ${name} is ${by.en} ${en} headquarters; more than ten minutes apart it is refused.`,
      fr: `L'horloge de l'unité d'échelle ${name} ${fr} de ${by.fr} sur le siège ; à plus de dix minutes d'écart, elle est refusée.`,
    },
    {
      en: 'Set the clocks of both machines from one time server (NTP).',
      fr: 'Mettez les horloges des deux machines à l’heure d’un même serveur (NTP).',
    },
  );
}
