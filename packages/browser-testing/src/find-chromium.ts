import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** How a Chromium is started here. */
export interface ChromiumProgram {
  readonly executablePath: string;
  /** Beyond the environment of this process. */
  readonly env: Readonly<Record<string, string>>;
}

const systemPaths = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

const notFound =
  'No Chromium was found: install one (Debian: `apt-get install chromium`), or name its program in COUNTERFOIL_CHROMIUM.';

/**
 * The Chromium of browser tests: the one that COUNTERFOIL_CHROMIUM names, the system's, or the one among the packages,
 * which runs on Linux x64 without being installed. Throws with one sentence when there is none.
 */
export async function findChromium(environment: NodeJS.ProcessEnv = process.env): Promise<ChromiumProgram> {
  const named = environment['COUNTERFOIL_CHROMIUM'];
  if (named) {
    if (!existsSync(named)) throw new Error(`COUNTERFOIL_CHROMIUM names ${named}, which does not exist.`);
    return { executablePath: named, env: {} };
  }
  const installed = systemPaths.find((path) => existsSync(path));
  if (installed) return { executablePath: installed, env: {} };
  if (process.platform !== 'linux' || process.arch !== 'x64') throw new Error(notFound);
  return unpackedChromium(environment);
}

/* Unpacks itself, with the system libraries it needs, into the temporary folder: once a machine. */
async function unpackedChromium(environment: NodeJS.ProcessEnv): Promise<ChromiumProgram> {
  const { default: chromium, inflate } = await import('@sparticuz/chromium');
  const executablePath = await chromium.executablePath();
  const buildFolder = dirname(fileURLToPath(import.meta.resolve('@sparticuz/chromium')));
  const libraries = await inflate(join(buildFolder, '..', 'bin', 'al2023.tar.br'));
  const others = environment['LD_LIBRARY_PATH'];
  return {
    executablePath,
    env: {
      LD_LIBRARY_PATH: [join(libraries, 'lib'), ...(others ? [others] : [])].join(':'),
      FONTCONFIG_PATH: environment['FONTCONFIG_PATH'] ?? join(tmpdir(), 'fonts'),
    },
  };
}
