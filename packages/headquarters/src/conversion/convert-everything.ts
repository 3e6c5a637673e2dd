import type { BatchJob, RunFigures } from '@counterfoil/batch/batch-job';
import type { JobRun, RunResult } from '@counterfoil/batch/run-result';
import {
  conversionSteps,
  convertEverythingJob,
  type ConversionRun,
  type ConversionStep,
  type ConvertEverything,
} from '@counterfoil/contracts/administration/convert-everything';
import { isErrorCode, messageOf, type Language } from '@counterfoil/contracts/error-register';
import { CodedError } from '@counterfoil/contracts/refusal';
import type { Tx } from '@counterfoil/database/database';
import { readFailureGroups, readStagedBacklog } from '../doctor/read-exchange-facts.ts';
import { listChannelDatabases } from '../exchange/channel-database-list.ts';
import { readScaleUnitReports } from '../exchange/scale-unit-reports.ts';

/** Runs one job to its end, after a run of it that is under way; an abort cancels it. */
export type RunStep = (job: string, signal: AbortSignal) => Promise<RunResult>;

/**
 * *Convert everything now* (BX-15): the P-job, the synchronise job and 1010, one after the other, whatever their
 * recurrence. It is a batch job itself, so that it goes on without a browser, runs once at a time, and has a history.
 */
export function convertEverythingBatchJob(runStep: RunStep): BatchJob {
  return {
    name: convertEverythingJob,
    title: { en: 'Convert everything now', fr: 'Tout convertir maintenant' },
    aliases: ['Convert everything', 'Tout convertir'],
    async run({ signal, progress }) {
      const figures: Record<string, number | string> = {};
      for (const job of conversionSteps) {
        if (signal.aborted) break;
        figures['step'] = job;
        progress(figures);
        const { state, result, error } = await runStep(job, signal);
        for (const [name, figure] of Object.entries(result)) figures[`${job}.${name}`] = figure;
        progress(figures);
        if (state === 'failed' || state === 'interrupted') throw new CodedError(codeOf(error));
      }
      return { ...figures, step: 'done' };
    },
  };
}

function codeOf(error: string | undefined): CodedError['code'] {
  return error !== undefined && isErrorCode(error) ? error : 'internal_error';
}

/** The last run as people read it, with who waits at present, and why. */
export async function convertEverythingStatus(
  tx: Tx,
  last: JobRun | undefined,
  language: Language,
): Promise<ConvertEverything> {
  const run = last ? shownRun(last, language) : null;
  return { run, waiting: run?.state === 'running' ? [] : await whoWaits(tx, last, language) };
}

/** A line of the history as a run with its steps. */
export function shownRun(run: JobRun, language: Language): ConversionRun {
  const code = run.error?.split(' ')[0];
  return {
    runId: run.runId,
    state: run.state,
    startedAt: run.startedAt,
    endedAt: run.endedAt ?? null,
    steps: conversionSteps.map((job) => ({ job, state: stepState(run, job), figures: figuresOf(run.result, job) })),
    converted: figuresOf(run.result, 'synchronize-customers')['completed'] ?? 0,
    failed: figuresOf(run.result, 'synchronize-customers')['failed'] ?? 0,
    error:
      code === undefined
        ? null
        : messageOf(isErrorCode(code) ? code : 'internal_error', language, { value: String(run.result['step'] ?? '') }),
  };
}

function stepState({ state, result }: JobRun, job: ConversionStep['job']): ConversionStep['state'] {
  const step = result['step'];
  if (step === 'done') return 'succeeded';
  const present = conversionSteps.findIndex((candidate) => candidate === step);
  const own = conversionSteps.indexOf(job);
  if (own !== present) return own < present ? 'succeeded' : 'waiting';
  return state === 'running' ? 'running' : 'failed';
}

function figuresOf(result: RunFigures, job: string): Record<string, number> {
  const prefix = `${job}.`;
  return Object.fromEntries(
    Object.entries(result).flatMap(([name, figure]) =>
      name.startsWith(prefix) && typeof figure === 'number' ? [[name.slice(prefix.length), figure]] : [],
    ),
  );
}

async function whoWaits(tx: Tx, last: JobRun | undefined, language: Language): Promise<ConvertEverything['waiting']> {
  const failed = (await readFailureGroups(tx)).map(({ code, count }) => ({
    count,
    code,
    reason: isErrorCode(code) ? messageOf(code, language) : code,
  }));
  const staged = (await readStagedBacklog(tx)).map(({ count, name }) => ({
    count,
    code: null,
    reason: {
      en: `From ${name}, at headquarters: they wait for what they refer to, or for the next run.`,
      fr: `De ${name}, au siège : ils attendent ce à quoi ils se réfèrent, ou la prochaine exécution.`,
    }[language],
  }));
  return [...failed, ...staged, ...(await whoWaitsInOutboxes(tx, last, language))];
}

/* What a scale unit said before a run that reached it has been uploaded since. */
async function whoWaitsInOutboxes(
  tx: Tx,
  last: JobRun | undefined,
  language: Language,
): Promise<ConvertEverything['waiting']> {
  const isReached = last?.result['P-0001.notReached'] === 0;
  const saidSince = isReached ? Date.parse(last?.endedAt ?? last?.startedAt ?? '') : 0;
  const names = new Map(
    (await listChannelDatabases(tx)).map(({ channelDatabaseId, name }) => [channelDatabaseId, name]),
  );
  const reports = await readScaleUnitReports(tx);
  return reports
    .filter(({ outbox, receivedAt }) => outbox.undelivered > 0 && Date.parse(receivedAt) >= saidSince)
    .map(({ outbox, channelDatabaseId }) => {
      const name = names.get(channelDatabaseId) ?? channelDatabaseId;
      const reason = {
        en: `Still in the outbox of ${name}, as it said last: its line to headquarters may be down.`,
        fr: `Encore dans la boîte d'envoi de ${name}, d'après son dernier message : sa liaison avec le siège est peut-être coupée.`,
      }[language];
      return { count: outbox.undelivered, code: null, reason };
    });
}
