import type { IncomingHttpHeaders } from 'node:http';

/**
 * Whether a browser says that a form was sent from another site, beside the proof that every form carries. Browsers tell
 * it by two headers; a program that tells neither brings no cookie of anybody.
 */
export function isForeignForm(headers: IncomingHttpHeaders, publicUrl: string): boolean {
  const site = headers['sec-fetch-site'] ?? 'none';
  if (site !== 'same-origin' && site !== 'none') return true;
  const { origin } = headers;
  if (origin === undefined) return false;
  /* Browsers keep the origin back where a page's policy hides it. */
  if (origin === 'null') return site !== 'same-origin';
  return origin !== publicUrl && hostOf(origin) !== headers.host;
}

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}
