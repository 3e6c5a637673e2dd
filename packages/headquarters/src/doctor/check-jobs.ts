import { jobsScheduledWhateverTheMode } from '@counterfoil/batch/batch-job';
import type { JobStatus, JobWarning } from '@counterfoil/batch/job-status';
import type { Fix } from '@counterfoil/contracts/administration/fix';
import { configurationJobs } from '@counterfoil/contracts/channel-configuration';
import type { Sentence } from '../configuration/configuration-sentences.ts';
import { eventJobNames } from '../events/event-jobs.ts';
import { dueFeaturesJob } from '../features/feature-management.ts';
import { duration } from './figures.ts';
import { release, runContinuously, runNow } from './fixes.ts';
import { attention, broken, fine, type Finding } from './finding.ts';

/** Jobs that only some retailers need, with whether this one does. */
export type NeededJobs = Readonly<Record<string, boolean>>;

/** What waits while a job does not run. */
const customersWait: Sentence = { en: 'customers wait for ever', fr: 'les clients attendent sans fin' };
const settingsWait: Sentence = {
  en: 'channels go on with the settings they have',
  fr: 'les canaux gardent les paramètres qu’ils ont',
};
/** In the order of a customer's way. */
const consequences: ReadonlyMap<string, Sentence> = new Map([
  ...jobsScheduledWhateverTheMode.map((job) => [job, customersWait] as const),
  ...configurationJobs
    .filter((job) => !jobsScheduledWhateverTheMode.includes(job))
    .map((job) => [job, settingsWait] as const),
  [
    'synchronize-orders',
    {
      en: 'orders of the channels do not become sales orders',
      fr: 'les commandes des canaux ne deviennent pas des commandes client',
    },
  ],
  [
    dueFeaturesJob,
    {
      en: 'features that are scheduled are not switched on',
      fr: 'les fonctionnalités planifiées ne sont pas activées',
    },
  ],
  [eventJobNames[0], { en: 'e-mails to customers wait', fr: 'les e-mails aux clients attendent' }],
  [eventJobNames[1], { en: 'other systems are told nothing', fr: "les autres systèmes n'apprennent rien" }],
]);

/**
 * Every job of a customer's way (SD-09, pain 1): the three that must be scheduled whatever the mode, those that carry
 * settings, and those that this retailer needs. Any other job is told of only when it failed or is late.
 */
export function checkJobs(jobs: readonly JobStatus[], needed: NeededJobs, now: Date): Finding[] {
  const byName = new Map(jobs.map((job) => [job.name, job]));
  const watched = [...consequences.keys()].filter((name) => needed[name] ?? true);
  const others = jobs.filter(({ name, warnings }) => !watched.includes(name) && warnings.length > 0);
  return [
    ...watched.flatMap((name) => checkJob(byName.get(name) ?? missingJob(name), now)),
    ...others.flatMap((job) => checkJob(job, now)),
  ];
}

/** A job that this headquarters does not have; a required one is in the list anyway. */
function missingJob(name: string): JobStatus {
  return {
    name,
    title: { en: name, fr: name },
    aliases: [],
    recurrence: 'off',
    required: false,
    running: false,
    lastRun: undefined,
    nextRuns: [],
    warnings: ['missing'],
  };
}

function checkJob(job: JobStatus, now: Date): Finding[] {
  const warnings = warningsOf(job);
  if (warnings.length === 0) return [fine(nameOf(job), runsSentence(job, now))];
  return warnings.map((warning) => {
    const find = isGrave(job, warning) ? broken : attention;
    return find(nameOf(job), warningSentence(job, warning), remedyOf(job, warning), fixOf(job, warning));
  });
}

function nameOf({ name }: JobStatus): string {
  return `job/${name}`;
}

/** The status warns of required jobs only; one that this retailer needs may be off as well. */
function warningsOf({ name, recurrence, warnings }: JobStatus): readonly JobWarning[] {
  const isWatchedAndOff = recurrence === 'off' && consequences.has(name);
  const isTold = warnings.includes('off') || warnings.includes('missing');
  return isWatchedAndOff && !isTold ? ['off', ...warnings] : warnings;
}

/** A run that was interrupted, by a restart for example, is made up for by the next one. */
function isGrave({ required, lastRun }: JobStatus, warning: JobWarning): boolean {
  return required && !(warning === 'failing' && lastRun?.state === 'interrupted');
}

/** The job's title with its name, unless the title holds it. */
export function titleOf({ name, title }: JobStatus): Sentence {
  const named = (text: string): string => (text.includes(name) ? text : `${text} (${name})`);
  return { en: named(title.en), fr: named(title.fr) };
}

function runsSentence(job: JobStatus, now: Date): Sentence {
  const { recurrence, lastRun } = job;
  const title = titleOf(job);
  const en = `The job ${title.en} runs by "${recurrence}"`;
  const fr = `La tâche ${title.fr} suit « ${recurrence} »`;
  if (!lastRun) return { en: `${en}.`, fr: `${fr}.` };
  const ago = duration(Math.max(0, now.getTime() - Date.parse(lastRun.endedAt ?? lastRun.startedAt)));
  return {
    en: `${en}; it last did something ${ago.en} ago.`,
    fr: `${fr} ; elle a agi pour la dernière fois il y a ${ago.fr}.`,
  };
}

/** What a warning of a job means, and what waits meanwhile. */
export function warningSentence(job: JobStatus, warning: JobWarning): Sentence {
  const title = titleOf(job);
  const waits = consequences.get(job.name) ?? { en: 'its work waits', fr: 'son travail attend' };
  const reason = job.lastRun?.error ?? job.lastRun?.state ?? '';
  const sentences: Readonly<Record<JobWarning, Sentence>> = {
    missing: {
      en: `The job ${title.en} has no recurrence: ${waits.en}.`,
      fr: `La tâche ${title.fr} n'a pas de récurrence : ${waits.fr}.`,
    },
    off: {
      en: `The job ${title.en} is switched off: ${waits.en}.`,
      fr: `La tâche ${title.fr} est désactivée : ${waits.fr}.`,
    },
    withheld: {
      en: `The job ${title.en} is withheld: ${waits.en}.`,
      fr: `La tâche ${title.fr} est retenue : ${waits.fr}.`,
    },
    failing: {
      en: `The last run of the job ${title.en} failed (${reason}).`,
      fr: `La dernière exécution de la tâche ${title.fr} a échoué (${reason}).`,
    },
    late: {
      en: `The job ${title.en} is late: a run that was due did not begin.`,
      fr: `La tâche ${title.fr} est en retard : une exécution due n'a pas commencé.`,
    },
  };
  return sentences[warning];
}

/** What to do about a warning of a job. */
export function remedyOf({ name }: JobStatus, warning: JobWarning): Sentence {
  const remedies: Readonly<Record<JobWarning, Sentence>> = {
    missing: {
      en: `Give it one: counterfoil job recurrence ${name} continuous`,
      fr: `Donnez-lui-en une : counterfoil job recurrence ${name} continuous`,
    },
    off: {
      en: `Switch it on: counterfoil job recurrence ${name} continuous`,
      fr: `Activez-la : counterfoil job recurrence ${name} continuous`,
    },
    withheld: {
      en: `Release it on the page Batch jobs, or by PUT /batch-jobs/${name}/withheld.`,
      fr: `Libérez-la à la page Traitements par lots, ou par PUT /batch-jobs/${name}/withheld.`,
    },
    failing: {
      en: `See why: counterfoil job history ${name}`,
      fr: `Voyez pourquoi : counterfoil job history ${name}`,
    },
    late: {
      en: `Check that headquarters runs; run it now: counterfoil job run ${name}`,
      fr: `Vérifiez que le siège fonctionne ; lancez-la : counterfoil job run ${name}`,
    },
  };
  return remedies[warning];
}

/** A job that this headquarters doesn't have can't be mended from here. */
function fixOf({ name, title }: JobStatus, warning: JobWarning): Fix | undefined {
  if (warning === 'missing' && title.en === name) return undefined;
  if (warning === 'missing' || warning === 'off') return runContinuously(name);
  return warning === 'withheld' ? release(name) : runNow(name);
}
