import { createCustomer } from '@counterfoil/channel/customers/create-customer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWorld, type World } from './commerce-api-fixture.ts';

let world: World;
let customerId: string;

beforeAll(async () => {
  world = await openWorld();
  const created = await createCustomer(world.paris.channel, {
    channelId: 'PARIS',
    customer: {
      customerType: 'person',
      firstName: 'Imogen',
      lastName: 'Lindqvist',
      email: 'imogen.lindqvist@example.com',
      phone: '01 42 68 50 11',
      addresses: [
        { countryRegion: 'FR', street: 'Rue de la Paix', streetNumber: '12', city: 'Paris', zipCode: '75002' },
      ],
    },
  });
  customerId = created.local.document.customerId;
}, 60_000);

afterAll(() => world.close());

interface Answer {
  readonly possibleDuplicates: readonly { readonly customerId: string; readonly because: readonly string[] }[];
}

async function ask(customer: object): Promise<Answer> {
  const { status, body } = await world.paris.call<Answer>('POST', '/customers/possible-duplicates', {
    body: { channelId: 'PARIS', customer },
  });
  expect(status).toBe(200);
  return body;
}

describe('who a new customer might be already (BX-04)', () => {
  it('is told with masked details only', async () => {
    const answer = await ask({ email: 'Imogen.Lindqvist@example.com', phone: '+33 1 42 68 50 11' });
    expect(answer.possibleDuplicates).toMatchObject([
      { customerId, name: 'I•• Lindqvist', email: 'i••@e••.com', phone: '••• 50 11', city: 'Paris' },
    ]);
    expect(answer.possibleDuplicates[0]?.because).toEqual(['phone', 'email']);
    expect(JSON.stringify(answer)).not.toMatch(/imogen|example\.com|4268/iu);
  });

  it('is told by name and address, whatever the typing errors in the name', async () => {
    const typed = { street: 'Rue de la Paix', streetNumber: '12', zipCode: '75002' };
    const { possibleDuplicates } = await ask({ firstName: 'Imogene', lastName: 'Lindkvist', addresses: [typed] });
    expect(possibleDuplicates.map(({ because }) => because)).toEqual([['nameAndAddress']]);
  });

  it('is nobody when nothing is the same, or when what was typed can be nothing', async () => {
    expect(await ask({ firstName: 'Imogen', lastName: 'Lindqvist' })).toEqual({ possibleDuplicates: [] });
    expect(await ask({ email: 'imogen\u0000@example.com' })).toEqual({ possibleDuplicates: [] });
  });
});
