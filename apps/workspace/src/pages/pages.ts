import { auditPages } from './audit/pages.ts';
import { batchPages } from './batch/pages.ts';
import { customerPages } from './customer/pages.ts';
import { customersPages } from './customers/pages.ts';
import { featuresPages } from './features/pages.ts';
import { overviewPages } from './overview/pages.ts';
import { registersPages } from './registers/pages.ts';
import { schedulerPages } from './scheduler/pages.ts';
import { setupPages } from './setup/pages.ts';
import { simulatorPages } from './simulator/pages.ts';
import { synchronizationPages } from './synchronization/pages.ts';
import type { PageEntry } from '../shell/page-entry.ts';

/** All pages. */
export const pages: readonly PageEntry[] = [
  ...overviewPages,
  ...customersPages,
  ...customerPages,
  ...synchronizationPages,
  ...registersPages,
  ...setupPages,
  ...schedulerPages,
  ...featuresPages,
  ...batchPages,
  ...auditPages,
  ...simulatorPages,
];
