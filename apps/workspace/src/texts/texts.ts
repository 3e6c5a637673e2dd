import { auditTexts } from './audit.ts';
import { batchTexts } from './batch.ts';
import { customerTexts } from './customer.ts';
import { customersTexts } from './customers.ts';
import { featuresTexts } from './features.ts';
import { overviewTexts } from './overview.ts';
import { registersTexts } from './registers.ts';
import { schedulerTexts } from './scheduler.ts';
import { sessionTexts } from './session.ts';
import { setupTexts } from './setup.ts';
import { shellTexts } from './shell.ts';
import { simulatorTexts } from './simulator.ts';
import { synchronizationTexts } from './synchronization.ts';

/** All texts, by the part of the workspace that shows them. */
export const texts = {
  audit: auditTexts,
  batch: batchTexts,
  customer: customerTexts,
  customers: customersTexts,
  features: featuresTexts,
  overview: overviewTexts,
  registers: registersTexts,
  scheduler: schedulerTexts,
  session: sessionTexts,
  setup: setupTexts,
  shell: shellTexts,
  simulator: simulatorTexts,
  synchronization: synchronizationTexts,
} as const;
