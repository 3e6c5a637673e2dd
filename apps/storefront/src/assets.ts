import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { refuse } from '@counterfoil/contracts/refusal';
import { handle, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import { z } from 'zod';

/** Addresses of the files that pages name; each changes with its content. */
export interface AssetLinks {
  readonly style: string;
  /** Null while it isn't built: pages do without. */
  readonly script: string | null;
  readonly icon: string;
}

/** The files and where they are. */
export interface Assets {
  readonly links: AssetLinks;
  readonly routes: readonly RouteWithHandler[];
}

interface Asset {
  readonly name: string;
  readonly type: string;
  readonly bytes: Buffer;
}

const hashLength = 12;
const immutable = 'public, max-age=31536000, immutable';
const script = 'text/javascript; charset=utf-8';
/** Where `npm run build` puts the script of the pages. */
const builtScript = fileURLToPath(new URL('../dist/shop.js', import.meta.url));

/** Reads the files once. `scriptFile` is where the built script lies; that of this tree unless told otherwise. */
export function readAssets(scriptFile = builtScript): Assets {
  const style = readAsset(ownFile('shop.css'), 'shop.css', 'text/css; charset=utf-8');
  const icon = readAsset(ownFile('icon.svg'), 'icon.svg', 'image/svg+xml');
  const client = existsSync(scriptFile) ? readAsset(scriptFile, 'shop.js', script) : null;
  const byName = new Map([style, icon, ...(client ? [client] : [])].map((asset) => [asset.name, asset]));
  return {
    links: { style: linkTo(style), script: client && linkTo(client), icon: linkTo(icon) },
    routes: [assetRoute(byName), robots],
  };
}

function ownFile(name: string): string {
  return fileURLToPath(new URL(`./assets/${name}`, import.meta.url));
}

function readAsset(file: string, name: string, type: string): Asset {
  const bytes = readFileSync(file);
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, hashLength);
  return { name: name.replace('.', `-${hash}.`), type, bytes };
}

function linkTo({ name }: Asset): string {
  return `/assets/${name}`;
}

const common = { method: 'GET', access: 'public', isFile: true, errors: [] } as const;

const assetRoute = (byName: ReadonlyMap<string, Asset>): RouteWithHandler =>
  handle(
    defineRoute({
      ...common,
      name: 'getAsset',
      path: '/assets/:name',
      summary: 'A file of the pages',
      description: 'Style, script and icon; kept by browsers for ever, since a name changes with the content.',
      request: { params: z.strictObject({ name: z.string() }) },
      response: { 200: 'bytes' },
      examples: { response: undefined },
    }),
    async ({ params }) => {
      const asset = byName.get(params.name);
      if (!asset) throw refuse('not_found');
      return { status: 200, headers: { 'content-type': asset.type, 'cache-control': immutable }, body: asset.bytes };
    },
  );

/* Pages of an account are nobody's to index. */
const robotsText = 'User-agent: *\nDisallow: /account\nDisallow: /checkout\nDisallow: /sign-\n';

const robots = handle(
  defineRoute({
    ...common,
    name: 'getRobots',
    path: '/robots.txt',
    summary: 'What robots may look at',
    description: 'Everything but what belongs to one shopper.',
    request: {},
    response: { 200: 'bytes' },
    examples: { response: undefined },
    answerType: 'text/plain; charset=utf-8',
  }),
  async () => ({ status: 200, body: Buffer.from(robotsText) }),
);
