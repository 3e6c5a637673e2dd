import { expect, test } from 'vitest';
import { readSignInAddress, signInHref } from './sign-in-address.ts';

test('signing in leads back to the page that was asked for', () => {
  const { problem, returnTo } = readSignInAddress({ pathname: '/workspace/customers', search: '?tab=2' });
  expect(problem).toBeNull();
  expect(signInHref(returnTo, 'fr')).toBe('/session/sign-in?returnTo=%2Fworkspace%2Fcustomers%3Ftab%3D2&language=fr');
});

test('after a problem the page that was asked for is still known', () => {
  const search = '?signInProblem=sign_in_expired&returnTo=%2Fworkspace%2Fcustomers';
  expect(readSignInAddress({ pathname: '/workspace/', search })).toEqual({
    problem: 'sign_in_expired',
    returnTo: '/workspace/customers',
  });
});
