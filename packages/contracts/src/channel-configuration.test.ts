import { expect, it } from 'vitest';
import { agreementRequestSchema } from './agreement.ts';
import { channelConfigurationSchema, emptyConfiguration } from './channel-configuration.ts';
import { feedStart, protocolVersion } from './exchange.ts';

const workerBefore = { workerId: '1', name: 'Worker', languageId: 'en-US', role: 'cashier', channelIds: ['HOUSTON'] };

/** The settings as a headquarters sends them that knows neither products nor devices nor PINs. */
function configurationBefore(): Record<string, unknown> {
  const { products: _products, devices: _devices, versions, ...rest } = emptyConfiguration('houston');
  const { '1040': _version, ...before } = { ...versions, '1060': 4 };
  return { ...rest, versions: before, workers: [workerBefore] };
}

it('settings of a headquarters that knows no products, devices and PINs are read as having none', () => {
  expect(channelConfigurationSchema.parse(configurationBefore())).toEqual({
    ...emptyConfiguration('houston'),
    versions: { ...emptyConfiguration('houston').versions, '1060': 4 },
    workers: [{ ...workerBefore, pinVerifier: null }],
  });
});

it('a version of a job that there is not is refused', () => {
  const versions = { ...emptyConfiguration('houston').versions, '1234': 1 };
  expect(channelConfigurationSchema.safeParse({ ...emptyConfiguration('houston'), versions }).success).toBe(false);
});

it('a scale unit that knows no products agrees as acting on none', () => {
  const { '1040': _version, ...configurationVersions } = emptyConfiguration('houston').versions;
  const request = {
    protocolVersion,
    channelEpoch: { number: 1, epochId: '01890000-0000-7000-8000-0000000000aa' },
    headquartersEpoch: null,
    appliedPosition: feedStart,
    configurationVersion: 0,
    configurationVersions,
  };
  expect(agreementRequestSchema.parse(request).configurationVersions).toHaveProperty('1040', 0);
});
