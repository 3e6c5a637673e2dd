import { describe, expect, it } from 'vitest';
import { hasLeftEdit, leaveEdit, takeLeftEdit } from './customer-draft.ts';
import { formOfCustomer } from '@counterfoil/ui/customer-form/customer-form';
import { exampleCustomer } from '@counterfoil/ui/customer-form/example-form-fixture';

describe('an edit that is in progress when the till locks itself', () => {
  const form = formOfCustomer(exampleCustomer);
  const { customerId } = exampleCustomer;
  const edit = { customer: exampleCustomer, opened: form, form: { ...form, notes: 'Calls back' }, operationId: 'one' };

  it('is handed once to the worker who typed it, for the same customer', () => {
    leaveEdit(edit, '000120');
    expect([hasLeftEdit(customerId, '000120'), hasLeftEdit('another', '000120')]).toEqual([true, false]);
    expect(takeLeftEdit('another', '000120')).toBeNull();
    expect(takeLeftEdit(customerId, '000120')).toBe(edit);
    expect(takeLeftEdit(customerId, '000120')).toBeNull();
  });

  it('is never shown to another worker, and forgotten once another one edits', () => {
    leaveEdit(edit, '000120');
    expect(hasLeftEdit(customerId, '000110')).toBe(false);
    expect(takeLeftEdit(customerId, '000110')).toBeNull();
    expect(takeLeftEdit(customerId, '000120')).toBeNull();
  });
});
