import { stat } from 'node:fs/promises';
import { join, normalize, sep } from 'node:path';
import { messageOf, type ErrorCode, type Language } from '@counterfoil/contracts/error-register';
import { refuse } from '@counterfoil/contracts/refusal';
import type { SendOptions } from '@fastify/static';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { handle, hijacked, type RouteWithHandler } from './call.ts';
import { defineRoute } from './route.ts';

/** A built web application that a server offers to browsers. */
export interface ApplicationFiles {
  /** Under which path, one of `applicationPaths`; the root leads there. */
  readonly path: (typeof applicationPaths)[number];
  /** Where the build lies; nothing outside it, and no name that begins with a dot, is ever sent. */
  readonly folder: string;
  /** Says how to build it, to whoever asks while it isn't there. */
  readonly notBuilt: ErrorCode;
}

/** The paths under which an application may be; its files are public, since they hold nobody's data. */
export const applicationPaths = ['/pos/', '/workspace/'] as const;

/**
 * What its own pages, scripts and workers may do: everything from here and nothing from elsewhere. WebAssembly is the
 * database engine; inline styles are those of the interface library.
 */
export const applicationHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': [
    "default-src 'self'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "object-src 'none'",
  ].join('; '),
  'cross-origin-opener-policy': 'same-origin',
};

const immutable = 'public, max-age=31536000, immutable';
/** Asked for again at every start, so that a new build is noticed. */
const revalidated = 'no-cache';
/** The build gives these files names that change with their content. */
const hashedName = /^assets\/|^workbox-[0-9a-f]{8}\.js$/u;
const page = 'index.html';
const sending: SendOptions = { cacheControl: false, dotfiles: 'deny' };

/** The routes of the application, and the way there from the root. */
export function applicationRoutes(files: ApplicationFiles): RouteWithHandler[] {
  const home: string = files.path;
  return [
    handle(redirectRoute('goToApplication', '/'), () => Promise.resolve(goTo(home))),
    handle(redirectRoute('goToApplicationFolder', home.slice(0, -1)), () => Promise.resolve(goTo(home))),
    handle(fileRouteAt(home), async ({ params, language, request, reply }) => {
      await sendFile(files, params['*'], { language, request, reply });
      return hijacked;
    }),
  ];
}

const pathLengthMax = 300;

function fileRouteAt(home: string) {
  return defineRoute({
    name: 'readApplicationFile',
    method: 'GET',
    path: `${home}*`,
    summary: 'A file of the application',
    description: 'The built application; a page of it that is no file is the application itself.',
    access: 'public',
    isFile: true,
    request: { params: z.object({ '*': z.string().max(pathLengthMax) }) },
    response: { 200: 'bytes' },
    errors: ['not_found'],
    examples: { response: '' },
  });
}

function redirectRoute(name: string, path: string) {
  return defineRoute({
    name,
    method: 'GET',
    path,
    summary: 'To the application',
    description: 'Leads to the application.',
    access: 'public',
    isFile: true,
    request: {},
    response: { 302: 'empty', 200: 'empty' },
    errors: [],
    examples: { response: undefined },
  });
}

function goTo(location: string): { status: 302; headers: Record<string, string> } {
  return { status: 302, headers: { location } };
}

interface FileCall {
  readonly language: Language;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

async function sendFile({ folder, notBuilt }: ApplicationFiles, name: string, call: FileCall): Promise<void> {
  const { language, request, reply } = call;
  if (!(await isFile(folder, page))) {
    reply
      .code(503)
      .type('text/plain; charset=utf-8')
      .send(messageOf(notBuilt, language, {}));
    return;
  }
  const found = await fileOf(folder, name, request);
  if (found === null) throw refuse('not_found');
  reply.headers({
    ...applicationHeaders,
    'cache-control': hashedName.test(found) ? immutable : revalidated,
  });
  reply.sendFile(found, folder, sending);
}

/** The file meant by a path; a page is the application, whose own address bar it is; null: there is none. */
async function fileOf(folder: string, name: string, request: FastifyRequest): Promise<string | null> {
  if (name !== '' && (await isFile(folder, name))) return name;
  const isPage = request.headers['sec-fetch-mode'] === 'navigate' || acceptsHtml(request.headers.accept);
  return isPage && !/\.\w+$/u.test(name) ? page : name === '' ? page : null;
}

function acceptsHtml(accept: string | undefined): boolean {
  return accept?.includes('text/html') ?? false;
}

async function isFile(folder: string, name: string): Promise<boolean> {
  if (name.includes('\0') || name.includes('\\') || /(?:^|\/)\./u.test(name)) return false;
  const path = normalize(join(folder, name));
  if (!path.startsWith(normalize(folder + sep))) return false;
  try {
    return (await stat(path)).isFile();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ENAMETOOLONG') return false;
    throw error;
  }
}
