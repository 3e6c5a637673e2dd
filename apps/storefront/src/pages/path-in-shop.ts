const pathLengthMax = 1_000;
/** Only to read a path with: the address itself is nobody's. */
const anyOrigin = 'http://shop.invalid';
/* Browsers read a backslash as a slash, and pass over line ends and tabs. */
const misleading = /[\\\p{Cc}]/u;

/** `wanted` when it is a page of this shop, else `otherwise`: an address of another site is never gone to. */
export function pathInShop(wanted: string | undefined, otherwise = '/'): string {
  if (wanted === undefined || wanted.length > pathLengthMax || misleading.test(wanted)) return otherwise;
  if (!wanted.startsWith('/') || !URL.canParse(wanted, anyOrigin)) return otherwise;
  const { origin, pathname, search } = new URL(wanted, anyOrigin);
  /* What is left of `/.//other.example` begins with two slashes: an address of that site. */
  const isOwn = origin === anyOrigin && !pathname.startsWith('//');
  const path = `${pathname}${search}`;
  /* Letters that an address can't hold are written longer there, and a cookie has to have room for it. */
  return isOwn && path.length <= pathLengthMax ? path : otherwise;
}
