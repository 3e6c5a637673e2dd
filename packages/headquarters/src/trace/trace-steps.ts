import type { traceStepNames } from '@counterfoil/contracts/administration/customer-trace';
import type { Language } from '@counterfoil/contracts/error-register';
import { headquartersNode } from '@counterfoil/customer/merge/merge-policy';
import { problemText } from '../synchronization-status/status-texts.ts';
import type { TracedOperation } from './trace-facts.ts';
import { traceText, type TraceSentence } from './trace-sentences.ts';

/** A step of a customer's way to and through headquarters. */
export type TraceStepName = (typeof traceStepNames)[number];

/** One step that has happened. */
export interface TraceStep {
  readonly step: TraceStepName;
  /** ISO 8601; null where the moment isn't kept. */
  readonly at: string | null;
  readonly text: string;
}

const recordedSentences = { create: 'created', update: 'changed', deactivate: 'deactivated' } as const;

/** What happened to one operation, in order. */
export function stepsOf(operation: TracedOperation, accountNumber: string | null, language: Language): TraceStep[] {
  const { recordedAt, receivedAt, corrections, position, decidedAt } = operation;
  const recorded = traceText(recordedSentences[operation.kind], language, { place: placeOf(operation, language) });
  const steps: TraceStep[] = [{ step: 'recorded', at: recordedAt, text: recorded }, ...arrival(operation, language)];
  steps.push({ step: 'staged', at: receivedAt, text: traceText('staged', language) });
  for (const { correctedBy, correctedAt } of corrections) {
    steps.push({ step: 'corrected', at: correctedAt, text: traceText('corrected', language, { who: correctedBy }) });
  }
  const fate = fateOf(operation, accountNumber);
  if (fate) steps.push({ step: fate.step, at: decidedAt, text: traceText(fate.step, language, fate.values(language)) });
  if (position && operation.status === 'completed') {
    steps.push({ step: 'inFeed', at: decidedAt, text: traceText('inFeed', language, { n: position.n }) });
  }
  return steps;
}

/** Of what can't be read only the channel database is known. */
function placeOf({ channelName, channelDatabaseId }: TracedOperation, language: Language): string {
  if (channelName === null && channelDatabaseId === headquartersNode) return traceText('atHeadquarters', language);
  return traceText('atChannel', language, { channel: channelName ?? channelDatabaseId });
}

function arrival({ channelDatabaseId, upload, receivedAt }: TracedOperation, language: Language): TraceStep[] {
  if (channelDatabaseId === headquartersNode) return [];
  if (!upload) return [{ step: 'inRealTime', at: receivedAt, text: traceText('inRealTime', language) }];
  const values = { package: upload.packageNumber, session: upload.uploadSessionId };
  return [{ step: 'uploaded', at: receivedAt, text: traceText('uploaded', language, values) }];
}

interface Fate {
  readonly step: TraceStepName & TraceSentence;
  values(language: Language): Record<string, string>;
}

function fateOf({ status, kind, lastKnownError }: TracedOperation, accountNumber: string | null): Fate | null {
  switch (status) {
    case 'uploaded':
      return null;
    case 'completed':
      return { step: kind === 'create' ? 'converted' : 'applied', values: () => ({ number: accountNumber ?? '' }) };
    case 'failed':
    case 'refused':
      return {
        step: status,
        values: (language) => ({ reason: lastKnownError ? problemText(lastKnownError, language) : '' }),
      };
  }
}
