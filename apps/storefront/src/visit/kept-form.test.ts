import type { FastifyReply, FastifyRequest } from 'fastify';
import { expect, test } from 'vitest';
import { formTokenField } from './form-token.ts';
import { forgetKeptForm, formOwner, formOwnerField, keepForm, keptFields } from './kept-form.ts';

const shop = { sealKey: { bytes: Buffer.alloc(32, 7) } };
const owner = { signInEmail: 'Imogen@example.com' };

/** A browser that keeps the last cookie it is given. */
function browser() {
  const request = { headers: {} } as FastifyRequest;
  const reply = {
    header(_name: string, cookie: string) {
      request.headers.cookie = cookie.split(';')[0] ?? '';
      return reply;
    },
  } as unknown as FastifyReply;
  return { shop, request, reply };
}

function typed(fields: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return { [formTokenField]: 'token', [formOwnerField]: formOwner(shop, owner), ...fields };
}

test('what was typed waits for its owner and its form, without the proof of the form', () => {
  const visit = browser();
  keepForm(visit, 'profile', typed({ firstName: 'Idalia' }));
  expect(visit.request.headers.cookie).not.toContain('Idalia');
  expect(keptFields(visit, { signInEmail: 'imogen@example.com' }, 'profile')).toEqual({ firstName: 'Idalia' });
  expect(keptFields(visit, owner, 'add-contact')).toBeNull();
  expect(keptFields(visit, { signInEmail: 'somebody@example.com' }, 'profile')).toBeNull();
});

test('nothing is kept of somebody whom no address names, of a form that names nobody, or what is too long', () => {
  const visit = browser();
  keepForm(visit, 'profile', { firstName: 'Idalia' });
  keepForm(visit, 'profile', typed({ [formOwnerField]: formOwner(shop, { signInEmail: null }) }));
  keepForm(visit, 'profile', typed({ firstName: 'I'.repeat(5_000) }));
  expect(visit.request.headers.cookie).toBeUndefined();
});

test('it is forgotten when its form has been saved, not when another one has', () => {
  const visit = browser();
  keepForm(visit, 'profile', typed({ firstName: 'Idalia' }));
  forgetKeptForm(visit, 'add-contact');
  expect(keptFields(visit, owner, 'profile')).not.toBeNull();
  forgetKeptForm(visit, 'profile');
  expect(keptFields(visit, owner, 'profile')).toBeNull();
});

test('what is not as the shop sealed it is as good as nothing', () => {
  const visit = browser();
  keepForm(visit, 'profile', typed({ firstName: 'Idalia' }));
  const sealed = visit.request.headers.cookie ?? '';
  visit.request.headers.cookie = `${sealed.slice(0, -2)}AA`;
  expect(keptFields(visit, owner, 'profile')).toBeNull();
});
