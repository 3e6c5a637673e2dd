import type { ReactNode } from 'react';
import { useLanguage } from '@counterfoil/ui/language';
import { OneJobPage } from './batch-job-page.tsx';
import { synchronizeCustomersTitle } from './synchronize-customers-title.ts';

/** *Synchronize customers and business partners from async mode*, at its place in the reference product's menu. */
export default function SynchronizeCustomersPage(): ReactNode {
  return <OneJobPage name="synchronize-customers" title={synchronizeCustomersTitle[useLanguage()]} />;
}
