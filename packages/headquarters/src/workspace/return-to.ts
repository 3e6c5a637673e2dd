/** Where somebody goes who asked for no page, or for none of the workspace. */
export const overviewPath = '/workspace/overview';
/** What names a problem of signing in, in the address of the page that tells of it. */
export const problemParameter = 'signInProblem';

const workspacePath = '/workspace/';
const pathLengthMax = 1_000;
/** Only to read a path with: the address itself is nobody's. */
const anyOrigin = 'http://workspace.invalid';
/* Browsers read a backslash as a slash, and pass over line ends and tabs. */
const misleading = /[\\\p{Cc}]/u;

/** The page to go to after signing in: `wanted` when it is one of the workspace here, else the overview. */
export function pageToReturnTo(wanted: string | undefined): string {
  if (wanted === undefined || wanted.length > pathLengthMax || misleading.test(wanted)) return overviewPath;
  if (!wanted.startsWith(workspacePath) || !URL.canParse(wanted, anyOrigin)) return overviewPath;
  const url = new URL(wanted, anyOrigin);
  if (url.origin !== anyOrigin || !url.pathname.startsWith(workspacePath)) return overviewPath;
  url.searchParams.delete(problemParameter);
  url.searchParams.delete('returnTo');
  return url.pathname === workspacePath ? overviewPath : `${url.pathname}${url.search}${url.hash}`;
}

/** The sign-in page with the sentence of a problem; from there it goes on to `returnTo`. */
export function problemPage(code: string, returnTo: string): string {
  return `${workspacePath}?${new URLSearchParams({ [problemParameter]: code, returnTo }).toString()}`;
}
