import type { ReactNode } from 'react';
import { OneJobPage } from './batch-job-page.tsx';

/** *Synchronize customers and business partners from async mode*, at its place in the reference product's menu. */
export default function SynchronizeCustomersPage(): ReactNode {
  return <OneJobPage name="synchronize-customers" />;
}
