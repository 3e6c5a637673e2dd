import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startRetailer, type Retailer } from '../retailer.ts';
import { layoutProblems } from './screen-layout.ts';
import { keepScreenshots } from './screenshots.ts';
import { screens, type ScreenName, type Tour } from './screen-tour.ts';
import { openTillBrowser, operators } from './till-in-browser.ts';
import { tourOfScreens } from './tour-of-screens.ts';

const tourMaxMs = 600_000;
const startMaxMs = 120_000;

/** Each language is toured at a store that speaks it, in one of the two appearances. */
const tours = [
  {
    language: 'en',
    colorScheme: 'light',
    storeName: 'houston',
    registerId: 'HOUSTON-1',
    phone: '+1 713 555 0142',
    address: { street: 'Made-up Road', zipCode: '77001', city: 'Houston', countryRegion: 'US' },
    distantName: 'Overseas',
  },
  {
    language: 'fr',
    colorScheme: 'dark',
    storeName: 'paris',
    registerId: 'PARIS-1',
    phone: '+33 1 99 00 12 34',
    address: { street: 'rue Inventée', zipCode: '75001', city: 'Paris', countryRegion: 'FR' },
    distantName: 'Outremer',
  },
] as const;

/* Whom the searches of the tour find. */
const knownCustomers = [
  { firstName: 'Margot', lastName: 'Samplefield', email: 'margot@example.com' },
  { firstName: 'Rupert', lastName: 'Sampleworth', email: 'rupert@example.com' },
  { firstName: 'Nadia', lastName: 'Sampleford', email: 'nadia@example.com' },
];

describe('the screens of a till', () => {
  let retailer: Retailer;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'counterfoil-screens-'));
    retailer = await startRetailer({ recurrence: 'continuous', ownProcesses: ['houston', 'paris'] });
    await retailer.enable('enhancedAsyncCustomerCreation', 'asyncAddressCreation', 'multipleContactsWithConsent');
  }, startMaxMs);
  afterAll(async () => {
    await retailer?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it.each(tours)(
    'are accessible, free of identifiers (R3) and laid out well at every width, in every state: $language, $colorScheme',
    { timeout: tourMaxMs },
    async ({ language, colorScheme, storeName, registerId, ...rest }) => {
      const store = retailer.stores[storeName];
      for (const customer of knownCustomers) {
        const { street, zipCode, city, countryRegion } = rest.address;
        const addresses = [{ street: `1 ${street}`, zipCode, city, countryRegion }];
        await store.create({ customerType: 'person', ...customer, addresses });
      }
      const till = await openTillBrowser(store, { folder, name: language, language, colorScheme });
      const seen: ScreenName[] = [];
      const problems: string[] = [];
      const see: Tour['see'] = async (name) => {
        seen.push(name);
        await keepScreenshots(till.page, { name, language, colorScheme });
        await expect.soft(till.check(), name).resolves.toBeUndefined();
        problems.push(...(await layoutProblems(till.page)).map((problem) => `${name}, ${problem}`));
      };
      try {
        await tourOfScreens({ till, retailer, store, registerId, ...operators[storeName], ...rest, see });
      } finally {
        await till.session.close();
      }
      expect(problems).toEqual([]);
      /* Each once, and none left out. */
      expect(seen.toSorted()).toEqual([...screens].toSorted());
    },
  );
});
