/**
 * What browsers may do with a page: everything from here and nothing from elsewhere; forms lead to the shop and, from
 * signing up and out, on to the identity provider, whose pages lie at `providerAddresses`.
 */
export function siteHeaders(providerAddresses: readonly string[]): Readonly<Record<string, string>> {
  const formTargets = new Set(["'self'", ...providerAddresses.map((address) => new URL(address).origin)]);
  return {
    'content-security-policy': [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "img-src 'self'",
      "connect-src 'self'",
      `form-action ${[...formTargets].join(' ')}`,
      "frame-ancestors 'none'",
      "base-uri 'none'",
    ].join('; '),
    'cross-origin-opener-policy': 'same-origin',
    // Without any, browsers would not say where a form comes from, which is checked.
    'referrer-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=()',
  };
}
