import { expect, test } from 'vitest';
import { overviewPath, pageToReturnTo, problemPage } from './return-to.ts';

test('after signing in one comes to the page that was asked for', () => {
  expect(pageToReturnTo('/workspace/customers?search=1#top')).toBe('/workspace/customers?search=1#top');
  expect(pageToReturnTo('/workspace/customers?signInProblem=sign_in_expired&tab=2')).toBe('/workspace/customers?tab=2');
});

test('whoever asks for no page comes to the overview', () => {
  for (const none of [undefined, '', '/', '/workspace', '/workspace/']) expect(pageToReturnTo(none)).toBe(overviewPath);
});

test.each([
  'https://evil.example/workspace/',
  '//evil.example/workspace/',
  '/\\evil.example/workspace/',
  '/workspace/../docs',
  '/workspace/%2e%2e/session/sign-in',
  '/workspace/\\..\\..\\evil.example',
  '/workspace\t/x',
  '/workspace/\r\nset-cookie: a=b',
  '/workspaces/x',
  '/customers',
  'javascript:alert(1)',
  `/workspace/${'x'.repeat(1_000)}`,
])('no address leads elsewhere: %j', (wanted) => {
  expect(pageToReturnTo(wanted)).toBe(overviewPath);
});

test('a problem is told on the sign-in page, which still knows where one wanted to go', () => {
  expect(problemPage('sign_in_expired', '/workspace/customers?tab=2')).toBe(
    '/workspace/?signInProblem=sign_in_expired&returnTo=%2Fworkspace%2Fcustomers%3Ftab%3D2',
  );
});
