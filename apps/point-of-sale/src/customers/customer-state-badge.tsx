import { Badge } from '@mantine/core';
import type { ReactNode } from 'react';
import type { OfflineState, ShownOfflineCustomer } from '@counterfoil/till/show-offline-customer';

const tones: Record<OfflineState, 'good' | 'waiting' | 'problem'> = {
  needsAttention: 'problem',
  onThisTill: 'waiting',
  delivered: 'waiting',
  synchronized: 'good',
};

/** How far a customer is on its way, in words; the colour only repeats them. */
export function CustomerStateBadge({
  shown,
}: {
  readonly shown: Pick<ShownOfflineCustomer, 'state' | 'display'>;
}): ReactNode {
  return (
    <Badge className="customer-badge" data-tone={tones[shown.state]} variant="light">
      {shown.display.status}
    </Badge>
  );
}
