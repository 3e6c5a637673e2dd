import { emptyConfiguration, type ChannelConfiguration } from '@counterfoil/contracts/channel-configuration';
import { offlineSubjobs } from '@counterfoil/contracts/offline-exchange';
import { describe, expect, it } from 'vitest';
import { customerDataMode, excludedParts, offlineConfiguration } from './offline-data-exclusion.ts';

function excluding(jobs: string[], subjobs: string[] = [], isFiltered = false): ChannelConfiguration {
  return {
    ...emptyConfiguration('houston'),
    legalEntities: [{ legalEntity: 'USRT', countryRegion: 'US' }],
    workers: [
      { workerId: '1', name: 'Worker', languageId: 'en-US', role: 'cashier', channelIds: [], pinVerifier: null },
    ],
    features: ['asyncAddressCreation'],
    filterSharedCustomerDataTables: isFiltered,
    excludedFromOfflineDatabases: { jobs, subjobs },
  };
}

describe('what goes to offline databases', () => {
  it.each([
    { configuration: excluding([]), isPaused: false, mode: 'sent' },
    { configuration: excluding(['1050', '9999']), isPaused: false, mode: 'sent' },
    { configuration: excluding(['1010']), isPaused: false, mode: 'excluded' },
    { configuration: excluding([], ['DIRPARTYTABLE']), isPaused: false, mode: 'excluded' },
    { configuration: excluding(['1010']), isPaused: true, mode: 'paused' },
    { configuration: excluding([], [], true), isPaused: false, mode: 'filtered' },
    { configuration: excluding(['1010'], [], true), isPaused: true, mode: 'filtered' },
  ])('of customers: $mode', ({ configuration, isPaused, mode }) => {
    expect(customerDataMode(configuration, isPaused)).toBe(mode);
  });

  it('of settings is all but what excluded jobs carry; how the till has to behave always', () => {
    const all = Object.keys(emptyConfiguration('').versions);
    const sent = offlineConfiguration(excluding(all, [], true));
    expect(sent).toMatchObject({ legalEntities: [], workers: [], features: [], filterSharedCustomerDataTables: true });
    expect(sent.excludedFromOfflineDatabases.jobs).toEqual(all);
    expect(offlineConfiguration(excluding(['1060']))).toMatchObject({
      workers: [],
      features: ['asyncAddressCreation'],
    });
  });

  it('of devices is nothing: a till is not told the keys of others', () => {
    const signingKey = { kty: 'EC', crv: 'P-256', x: 'x', y: 'y' } as const;
    const deviceId = '019b0000-0000-7000-8000-000000000021';
    const devices = [{ deviceId, registerId: 'HOUSTON-2', signingKey, state: 'active' as const }];
    expect(offlineConfiguration({ ...excluding([]), devices }).devices).toEqual([]);
  });

  it('of a table that several jobs contain is excluded for all of them', () => {
    expect(offlineConfiguration(excluding([], ['DIRPARTYTABLE'])).workers).toEqual([]);
  });

  it('of each subjob is known, and a name that is none excludes nothing', () => {
    expect(excludedParts(excluding([], Object.keys(offlineSubjobs)))).toHaveLength(7);
    expect(excludedParts(excluding([], ['TOSTRING', 'constructor']))).toEqual([]);
  });
});
