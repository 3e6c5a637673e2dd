import { maskedCustomer } from '@counterfoil/customer/masked';
import type { Language } from '@counterfoil/contracts/error-register';
import { CodedError } from '@counterfoil/contracts/refusal';
import { isOffline } from '../connection-mode.ts';
import { possibleDuplicatesOffline } from '../possible-duplicates.ts';
import { possibleDuplicatesSchema } from '../scale-unit/answers.ts';
import { ownChannel, type Till } from '../till.ts';
import { callAsWorker } from './call-as-worker.ts';
import { presentTill, presentWorker, type Engine } from './engine.ts';
import type { DuplicateHint, DuplicateQuestion } from './till-service.ts';

/**
 * Who a new customer might be already (BX-04), masked: by what this till holds, or else by what the scale unit says;
 * nobody, when neither can. A hint is never in the way of a creation.
 */
export async function findDuplicates(
  engine: Engine,
  question: DuplicateQuestion,
  language: Language,
): Promise<DuplicateHint[]> {
  const till = presentTill(engine);
  presentWorker(engine);
  const isComplete = engine.counts.isCustomerDataHere && engine.isFirstLoadDone;
  if (!isComplete && !isOffline(engine.network.connection)) return askedThere(engine, till, question, language);
  const found = await possibleDuplicatesOffline(till, question);
  return found.map(({ customer, because }) => ({
    customerId: customer.customerId,
    ...maskedCustomer(customer, language),
    because,
  }));
}

async function askedThere(
  engine: Engine,
  till: Till,
  customer: DuplicateQuestion,
  language: Language,
): Promise<DuplicateHint[]> {
  try {
    const { possibleDuplicates } = await callAsWorker(engine, {
      method: 'POST',
      path: '/customers/possible-duplicates',
      body: { channelId: ownChannel(till).channelId, customer },
      answer: possibleDuplicatesSchema,
      language,
    });
    return possibleDuplicates;
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    engine.seams.log.debug({ code: error.code }, 'nobody can say whether the customer is known');
    return [];
  }
}
