import { Paper, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import type { CustomerFormSettings } from '@counterfoil/contracts/administration/customer-form-settings';
import type { Customer } from '@counterfoil/contracts/customer';

/** A customer with the names of what it refers to, where these have come already. */
export interface ShownParts {
  readonly customer: Customer;
  readonly settings: CustomerFormSettings | undefined;
}

/** A part of the page with its title. */
export function Part({ title, children }: { readonly title: string; readonly children: ReactNode }): ReactNode {
  return (
    <Paper withBorder p="md" component="section">
      <Title order={2} size="h4" mb="xs">
        {title}
      </Title>
      {children}
    </Paper>
  );
}
