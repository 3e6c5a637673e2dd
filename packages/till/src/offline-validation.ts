import { isSafeText } from '@counterfoil/customer/text-rules';
import { attributeProblems, knownSettings, settingReferenceProblems } from '@counterfoil/customer/validate-settings';
import type { ChannelConfiguration } from '@counterfoil/contracts/channel-configuration';
import type { CustomerOperation, Problem } from '@counterfoil/contracts/customer-operation';
import type { Till } from './till.ts';

/** What an operation names that the settings of this till don't know, or that they want otherwise (SD-17, LK-20). */
export function settingProblems(configuration: ChannelConfiguration, operation: CustomerOperation): Problem[] {
  const { changes, kind, origin } = operation;
  const problems = [
    ...attributeProblems(changes.attributes, configuration.customerAttributes, kind),
    ...settingReferenceProblems(changes, knownSettings(configuration)),
  ];
  if (!isSafeText(origin.workerId ?? '')) problems.push({ code: 'text_invalid', field: 'workerId' });
  return problems;
}

/** The calendar date, for rules about dates only. */
export function today({ seams }: Till): string {
  return seams.clock.now().toISOString().slice(0, 'YYYY-MM-DD'.length);
}
