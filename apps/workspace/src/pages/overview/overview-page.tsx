import type { ReactNode } from 'react';
import { PageFrame } from '../../shell/page-frame.tsx';

/** The overview. */
export default function OverviewPage(): ReactNode {
  return <PageFrame title="Overview">…</PageFrame>;
}
