import type { Role, Route } from '@counterfoil/http/route';
import { isAllowed } from '@counterfoil/http/access';
import { openApiPath } from '@counterfoil/http/open-api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { registerScaleUnit } from '../exchange/registration.ts';
import { synchronizeCustomers } from '../conversion/synchronize-customers.ts';
import {
  openAdministrationWorld,
  operationOf,
  stageOperations,
  type AdministrationWorld,
  type CallOptions,
} from './administration-fixture.ts';
import { administrationRoutes } from './routes.ts';

let world: AdministrationWorld;
beforeAll(async () => {
  world = await openAdministrationWorld();
});
afterAll(() => world.close());

const call = (method: string, path: string, options?: CallOptions): Promise<{ status: number; body: unknown }> =>
  world.call(method, path, options);

function coded(status: number, code: string, message: unknown = expect.any(String)): object {
  return { status, body: { error: expect.objectContaining({ code, message }) as unknown } };
}

const nobodyId = '01890000-0000-7000-8000-00000000dead';

const sequence = {
  format: 'C-#########',
  largestValue: 999_999_999,
  continuous: false,
  preallocationCount: 100,
  skipAfterRestore: 1_000,
};

/** Every declared route with a path that exists. */
const routes = administrationRoutes({} as Parameters<typeof administrationRoutes>[0]).map(({ route }) => ({
  route,
  path: openApiPath(route.path).replace(/\{\w+\}/gu, (parameter) =>
    parameter === '{operationId}' ? nobodyId : '1010',
  ),
}));

/** What takes customers out of the house, where other systems are told of them, and the check before a creation. */
const notForAuditors = [
  'exportListedCustomers',
  'findHeadquartersDuplicates',
  'listEventSubscriptions',
  'listImportFields',
  'exportCustomers',
];
/** What concerns nobody but whoever calls: their session and how they like to see lists. */
const ownOfEverybody = ['signOut'];

describe('who may call', () => {
  const callers = ['administrator', 'auditor', 'application'] as const satisfies readonly Role[];

  test('without a token, or with one that was never given out, every route is denied with 401', async () => {
    for (const { route, path } of routes) {
      const denied = coded(401, 'not_authenticated', 'Sign in first.');
      expect(await call(route.method, path, { as: 'nobody' }), route.name).toEqual(denied);
      expect(await call(route.method, path, { as: 'stranger' }), route.name).toEqual(denied);
    }
  });

  test('a role is denied with 403 exactly where its route does not name it', async () => {
    for (const { route, path } of routes) {
      /* Whoever may listen listens for ever. */
      if (route.response[200] === 'events') continue;
      /* An impossible body: whoever is let in gets no further than the check of it. */
      const body = route.method === 'GET' ? {} : { body: { nonsense: true } };
      for (const as of callers) {
        const { status } = await call(route.method, path, { as, ...body });
        expect(status === 403, `${route.name} as ${as}`).toBe(!isAllowed(route, as));
      }
    }
  });

  test('an auditor reads everything but what takes customers out of the house, and changes nothing', () => {
    const isRead = ({ method, readsOnly }: Route): boolean => method === 'GET' || readsOnly === true;
    const named = (which: (route: Route) => boolean): string[] =>
      routes.flatMap(({ route }) => (which(route) ? [route.name] : []));
    expect(named((route) => isRead(route) && !isAllowed(route, 'auditor'))).toEqual(notForAuditors);
    expect(named((route) => !isRead(route) && isAllowed(route, 'auditor'))).toEqual(ownOfEverybody);
  });

  test('an auditor who tries a change is told so in French', async () => {
    const answer = await call('PUT', '/number-sequences/USRT', { as: 'auditor', language: 'fr', body: sequence });
    expect(answer).toEqual(coded(403, 'not_allowed', "Vous n'avez pas le droit de faire cela."));
  });
});

test('every route is in the OpenAPI document with its example and roles', async () => {
  const { body } = await call('GET', '/openapi.json');
  const { paths } = body as { paths: Record<string, Record<string, object>> };
  for (const { route } of routes) {
    expect(paths[openApiPath(route.path)]?.[route.method.toLowerCase()], route.name).toMatchObject({
      operationId: route.name,
      'x-roles': route.access,
    });
  }
});

describe('batch jobs', () => {
  test('are listed with those that are missing, and the status warns of them in both languages', async () => {
    const list = await call('GET', '/batch-jobs', { as: 'auditor' });
    expect(list).toMatchObject({
      status: 200,
      body: { batchJobs: [{ name: 'P-0001', warnings: ['missing'] }, {}, {}] },
    });
    const messages = async (language: string): Promise<unknown> => (await call('GET', '/status', { language })).body;
    expect(await messages('en')).toMatchObject({
      jobWarnings: expect.arrayContaining([
        {
          job: '1010',
          warning: 'missing',
          message: 'Customers: must be scheduled whatever the mode, and has no recurrence.',
        },
      ]) as unknown,
    });
    expect(await messages('fr')).toMatchObject({
      jobWarnings: expect.arrayContaining([
        expect.objectContaining({ message: expect.stringMatching(/^Clients : doit être planifiée/u) as unknown }),
      ]) as unknown,
    });
  });

  test('run now, by alias, with or without a body, and leave a line in the history', async () => {
    const alias = encodeURIComponent('Synchronize customers and channel requests');
    const run = await call('POST', `/batch-jobs/${alias}/runs`, { body: { wait: true } });
    expect(run).toMatchObject({ status: 200, body: { job: 'synchronize-customers', state: 'succeeded' } });
    expect(await call('POST', '/batch-jobs/1010/runs')).toMatchObject({ status: 200, body: { state: 'succeeded' } });
    const history = await call('GET', '/batch-jobs/1010/runs?limit=1');
    expect(history).toMatchObject({ status: 200, body: { runs: [{ trigger: 'runNow', state: 'succeeded' }] } });
  });

  test('get a recurrence, which is on record', async () => {
    const set = await call('PUT', '/batch-jobs/1010/recurrence', { body: { recurrence: '*/5 * * * *' } });
    expect(set).toMatchObject({ status: 200, body: { name: '1010', recurrence: '*/5 * * * *' } });
    expect(await latestChange()).toMatchObject({
      changedBy: 'the administrator',
      setting: 'recurrence of batch job 1010',
      oldValue: 'off',
      newValue: '*/5 * * * *',
    });
  });

  test('an unknown job is 404 and an unreadable recurrence 422', async () => {
    expect(await call('POST', '/batch-jobs/1099/runs')).toEqual(coded(404, 'job_unknown', 'Unknown job "1099".'));
    expect(await call('GET', '/batch-jobs/1099/runs', { language: 'fr' })).toEqual(
      coded(404, 'job_unknown', 'Tâche inconnue « 1099 ».'),
    );
    const often = { body: { recurrence: 'often' } };
    expect(await call('PUT', '/batch-jobs/1010/recurrence', often)).toEqual(coded(422, 'recurrence_invalid'));
  });
});

async function latestChange(): Promise<unknown> {
  const { body } = await call('GET', '/settings-audit?limit=1', { as: 'auditor' });
  return (body as { changes: unknown[] }).changes[0];
}

describe('functionality profiles', () => {
  test('switched to async, the configuration version rises, the jobs are woken and the change is on record', async () => {
    const before = await call('GET', '/channel-databases');
    const { configurationVersion } = before.body as { configurationVersion: number };
    const wokenBefore = world.woken.settingsChanged;
    const put = await call('PUT', '/functionality-profiles/POS-SYNC', { body: { createCustomerInAsyncMode: true } });
    expect(put).toMatchObject({
      status: 200,
      body: { configurationVersion: configurationVersion + 1, profile: { createCustomerInAsyncMode: true } },
    });
    expect(world.woken.settingsChanged).toBe(wokenBefore + 1);
    expect(await latestChange()).toMatchObject({
      setting: 'functionality profile POS-SYNC',
      oldValue: { createCustomerInAsyncMode: false },
      newValue: { createCustomerInAsyncMode: true },
    });
    const list = await call('GET', '/functionality-profiles', { as: 'auditor' });
    expect(list.body).toMatchObject({
      functionalityProfiles: expect.arrayContaining([
        expect.objectContaining({ functionalityProfileId: 'POS-SYNC', channelIds: ['HOUSTON'] }),
      ]) as unknown,
    });
  });

  test('the same values again change nothing', async () => {
    const change = { body: { createCustomerInAsyncMode: true, name: 'Stores' } };
    const first = await call('PUT', '/functionality-profiles/POS-ASYNC', change);
    expect(await call('PUT', '/functionality-profiles/POS-ASYNC', change)).toEqual(first);
  });

  test('an unknown one is 404, an unknown field 400', async () => {
    const change = { body: { createCustomerInAsyncMode: true }, language: 'fr' };
    expect(await call('PUT', '/functionality-profiles/KIOSK', change)).toEqual(
      coded(404, 'functionality_profile_unknown', 'Profil de fonctionnalité inconnu « KIOSK ».'),
    );
    const misspelt = { body: { createCustomerInAsyncMode: true, nmae: '' } };
    expect(await call('PUT', '/functionality-profiles/POS-SYNC', misspelt)).toEqual(coded(400, 'request_invalid'));
  });
});

describe('number sequences', () => {
  test('are changed with both values on record', async () => {
    const put = await call('PUT', '/number-sequences/USRT', { body: { ...sequence, nextValue: 10 } });
    expect(put).toMatchObject({
      status: 200,
      body: { numberSequenceId: 'USRT', legalEntity: 'USRT', ...sequence, nextValue: 10 },
    });
    expect(await latestChange()).toMatchObject({ setting: 'number sequence USRT', oldValue: { nextValue: 1 } });
    const list = await call('GET', '/number-sequences', { as: 'auditor' });
    expect(list.body).toMatchObject({
      numberSequences: [{ legalEntity: 'FRRT' }, { legalEntity: 'USRT', nextValue: 10 }, { kind: 'loyaltyCard' }],
    });
  });

  test.each([
    [{ format: 'C-' }, 'number_format_invalid'],
    [{ format: '#-#' }, 'number_format_invalid'],
    [{ format: 'C-###' }, 'number_format_invalid'],
    [{ nextValue: 20, largestValue: 19 }, 'number_sequence_range_invalid'],
    [{ nextValue: 9 }, 'number_sequence_lowered'],
  ])('%j is refused with 422 %s', async (change, code) => {
    const answer = await call('PUT', '/number-sequences/USRT', { body: { ...sequence, ...change } });
    expect(answer).toEqual(coded(422, code));
  });

  test('a lowered one and an unknown legal entity are explained in French', async () => {
    const lowered = { body: { ...sequence, nextValue: 9 }, language: 'fr' };
    expect(await call('PUT', '/number-sequences/USRT', lowered)).toEqual(
      coded(
        422,
        'number_sequence_lowered',
        'Le prochain numéro ne peut pas être inférieur à 10 : un numéro pourrait être attribué deux fois.',
      ),
    );
    const unknown = await call('PUT', '/number-sequences/DERT', { body: sequence, language: 'fr' });
    expect(unknown).toEqual(coded(422, 'legal_entity_unknown', 'Entité juridique inconnue « DERT ».'));
  });
});

describe('channel databases', () => {
  test('get a one-time code of ten unambiguous characters that registers their scale unit once', async () => {
    const made = await call('POST', '/channel-databases/houston/registration-codes');
    const { code } = made.body as { code: string };
    expect([made.status, code]).toEqual([201, expect.stringMatching(/^[2-9A-HJKMNP-Z]{10}$/u)]);
    expect(JSON.stringify(await latestChange())).not.toContain(code);
    expect(await houston()).toMatchObject({ registered: false, registrationCodeOpen: true, channelIds: ['HOUSTON'] });
    const key = (x: string): Parameters<typeof registerScaleUnit>[1]['publicKey'] => ({
      kty: 'OKP',
      crv: 'Ed25519',
      x,
    });
    const first = { channelDatabaseId: 'houston', registrationCode: code, publicKey: key('first') };
    await registerScaleUnit(world.headquarters, first);
    expect(await houston()).toMatchObject({ registered: true, registrationCodeOpen: false });
    await expect(registerScaleUnit(world.headquarters, { ...first, publicKey: key('other') })).rejects.toMatchObject({
      code: 'registration_code_invalid',
    });
  });

  async function houston(): Promise<unknown> {
    const { body } = await call('GET', '/channel-databases', { as: 'auditor' });
    const { channelDatabases } = body as { channelDatabases: { channelDatabaseId: string }[] };
    return channelDatabases.find(({ channelDatabaseId }) => channelDatabaseId === 'houston');
  }

  test('an unknown one is 404', async () => {
    const answer = await call('POST', '/channel-databases/lima/registration-codes', { language: 'fr' });
    expect(answer).toEqual(coded(404, 'channel_database_unknown', 'Base de données de canal inconnue « lima ».'));
  });
});

describe('customers', () => {
  const found = operationOf({
    fields: { firstName: 'Zoë', lastName: 'Quimby', email: 'Zoe@Example.com', phone: '(713) 555-0199' },
  });
  let accountNumber: string;

  beforeAll(async () => {
    await stageOperations(world, [found, operationOf({ fields: { firstName: 'Quentin', lastName: 'Quimby' } })]);
    await synchronizeCustomers(world.headquarters);
    const { body } = await call('GET', `/customers/${found.customerId}`, { as: 'auditor' });
    accountNumber = (body as { customerAccountNumber: string }).customerAccountNumber;
  });

  test('are read by permanent identifier and by account number', async () => {
    const byNumber = await call('GET', `/customers/${accountNumber}`);
    expect(byNumber).toMatchObject({ status: 200, body: { customerId: found.customerId } });
    expect(await call('GET', `/customers/${found.customerId.toUpperCase()}`)).toEqual(byNumber);
    expect(await call('GET', '/customers/C-999', { language: 'fr' })).toEqual(
      coded(404, 'customer_unknown', "Ce client n'existe pas."),
    );
  });

  test.each([
    [{ name: 'quimby ZOE' }, 1],
    [{ name: 'quimby' }, 2],
    [{ name: 'quimby', email: 'zoe@example.COM' }, 1],
    [{ phone: '+1 713 555 0199' }, 1],
    [{ phone: '713-555-0199', legalEntity: 'USRT' }, 1],
    [{ phone: '713-555-0199', legalEntity: 'FRRT' }, 0],
    [{ name: 'quimby', legalEntity: 'FRRT' }, 0],
    [{ name: '%' }, 0],
    [{ name: 'quimby lachlan' }, 0],
    [{ phone: 'no number', name: 'quimby' }, 0],
  ])('%j finds %i', async (search, count) => {
    const answer = await call('POST', '/customers/search', { body: search });
    expect(answer.status).toBe(200);
    expect((answer.body as { customers: unknown[] }).customers).toHaveLength(count);
  });

  test('are found by account number, and a search for nothing is 400', async () => {
    const answer = await call('POST', '/customers/search', { body: { accountNumber } });
    expect(answer).toMatchObject({ status: 200, body: { customers: [{ customerId: found.customerId }] } });
    expect(await call('POST', '/customers/search', { body: { name: ' ' } })).toEqual(coded(400, 'request_invalid'));
  });

  test('are looked up by either identifier, each once, with those that nobody has', async () => {
    const identifiers = [accountNumber, found.customerId, nobodyId, 'C-999'];
    const answer = await call('POST', '/customers/lookup', { body: { identifiers } });
    expect(answer).toMatchObject({
      status: 200,
      body: { customers: [{ customerId: found.customerId }], missing: [nobodyId, 'C-999'] },
    });
  });
});

describe('the rest of the workspace', () => {
  test('the status counts customers and staged operations', async () => {
    await stageOperations(world, [operationOf()]);
    const { body } = await call('GET', '/status', { as: 'auditor' });
    expect(body).toMatchObject({ customers: 2, staged: { completed: 2, uploaded: 1 }, feedHead: { epochNumber: 1 } });
  });

  test('sessions that do not exist can be neither retried nor canceled', async () => {
    for (const action of ['retry', 'cancel']) {
      const answer = await call('POST', `/download-sessions/4711/${action}`);
      expect(answer).toEqual(coded(404, 'download_session_unknown', 'No such download session.'));
    }
  });

  test('a suspended session is listed with its reason, tried again, and canceled', async () => {
    await world.database.query(
      `INSERT INTO download_sessions
         (channel_database_id, job, state, row_count, byte_count, try_count, error, created_at)
       VALUES ('houston', '1010', 'suspended', 1, 2, 3, '{"code":"package_corrupt","detail":"cut off"}', now())`,
    );
    const suspended = '/download-sessions?channelDatabaseId=houston&state=suspended';
    const list = await call('GET', suspended, { as: 'auditor' });
    expect(list).toMatchObject({
      body: { downloadSessions: [{ error: { code: 'package_corrupt' } }], nextCursor: null },
    });
    const { downloadSessions } = list.body as { downloadSessions: { downloadSessionId: string }[] };
    const downloadSessionId = downloadSessions[0]?.downloadSessionId ?? 'none';
    expect((await call('POST', `/download-sessions/${downloadSessionId}/retry`)).status).toBe(204);
    expect(await call('GET', suspended)).toMatchObject({ body: { downloadSessions: [] } });
    expect((await call('POST', `/download-sessions/${downloadSessionId}/cancel`)).status).toBe(204);
    expect(await call('GET', '/download-sessions?state=canceled')).toMatchObject({
      body: { downloadSessions: [{ downloadSessionId }] },
    });
  });

  test('upload sessions and conflicts are listed page by page', async () => {
    await world.database.query(
      `INSERT INTO upload_sessions (channel_database_id, job, package_number, state, row_count, byte_count, try_count, ended_at)
       SELECT 'paris', 'P-0001', number, 'applied', 1, 2, 1, now() FROM generate_series(1, 3) AS number`,
    );
    await world.database.query(
      `INSERT INTO merge_conflicts
         (customer_id, operation_id, field, held_value, held_by, offered_value, offered_by, kept, policy, recorded_at)
       VALUES ($1, $1, 'phone', '"1"', 'houston', 'null', 'paris', 'offered', 'laterApplied', now())`,
      [nobodyId],
    );
    const first = await call('GET', '/upload-sessions?limit=2', { as: 'auditor' });
    expect(first).toMatchObject({ body: { uploadSessions: [{ packageNumber: 3 }, { packageNumber: 2 }] } });
    const { nextCursor } = first.body as { nextCursor: string };
    const second = await call('GET', `/upload-sessions?limit=2&cursor=${nextCursor}`);
    expect(second).toMatchObject({ body: { uploadSessions: [{ packageNumber: 1 }], nextCursor: null } });
    const conflicts = await call('GET', `/merge-conflicts?customerId=${nobodyId}`, { as: 'auditor' });
    expect(conflicts).toMatchObject({
      body: { mergeConflicts: [{ heldValue: '1', offeredValue: null, kept: 'offered' }] },
    });
    expect(await call('GET', '/upload-sessions?limit=201')).toEqual(coded(400, 'request_invalid'));
  });

  test('a declared restore begins a new incarnation, which is on record', async () => {
    const before = world.headquarters.epoch.number;
    const declared = await call('POST', '/epochs', { body: { reason: 'restored by hand' } });
    expect(declared).toMatchObject({ status: 201, body: { number: before + 1 } });
    expect(await latestChange()).toMatchObject({ setting: 'epoch', oldValue: before, newValue: before + 1 });
  });
});
