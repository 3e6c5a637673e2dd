import { expect, test } from 'vitest';
import { siteHeaders } from './site-headers.ts';

function formTargetsOf(providerAddresses: readonly string[]): string | undefined {
  return /form-action ([^;]*)/u.exec(siteHeaders(providerAddresses)['content-security-policy'] ?? '')?.[1];
}

test('without an identity provider forms lead to the shop only', () => {
  expect(formTargetsOf([])).toBe("'self'");
});

test("forms lead on to the identity provider, wherever below its origin the issuer's address lies", () => {
  expect(formTargetsOf(['https://login.example/realms/shoppers'])).toBe("'self' https://login.example");
});

test('forms lead on to pages of the identity provider that lie elsewhere than its issuer, each named once', () => {
  const addresses = ['https://login.example/realms/shoppers', 'https://accounts.example/', 'https://login.example'];
  expect(formTargetsOf(addresses)).toBe("'self' https://login.example https://accounts.example");
});
