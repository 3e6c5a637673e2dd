/**
 * What browsers may do with a page: everything from here and nothing from elsewhere; forms lead to the shop and, from
 * signing up, on to the identity provider.
 */
export function siteHeaders(issuer: string | undefined): Readonly<Record<string, string>> {
  const formTargets = ["'self'", ...(issuer === undefined ? [] : [new URL(issuer).origin])];
  return {
    'content-security-policy': [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "img-src 'self'",
      "connect-src 'self'",
      `form-action ${formTargets.join(' ')}`,
      "frame-ancestors 'none'",
      "base-uri 'none'",
    ].join('; '),
    'cross-origin-opener-policy': 'same-origin',
    // Without any, browsers would not say where a form comes from, which is checked.
    'referrer-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=()',
  };
}
