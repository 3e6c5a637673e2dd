/**
 * What every answer tells a browser: take it as nothing but what it says it is, run nothing, frame nothing, tell nobody
 * where it came from. Set as one constant, since a library that computes them for each request costs a tenth of the
 * throughput.
 */
export const securityHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=31536000',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'cache-control': 'no-store',
};
