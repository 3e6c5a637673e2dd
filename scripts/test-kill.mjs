// npm run test:kill -- [--kills N] [--json]: kills the browser of a till N times and says what was lost.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const killsDefault = '200';

const { values } = parseArgs({
  options: { kills: { type: 'string', default: killsDefault }, json: { type: 'boolean', default: false } },
});
if (!/^[1-9]\d{0,5}$/u.test(values.kills)) {
  process.stderr.write(`--kills needs a whole number above 0, not "${values.kills}".\n`);
  process.exit(2);
}

const folder = mkdtempSync(join(tmpdir(), 'counterfoil-kills-'));
const report = join(folder, 'result.json');
const test = spawn(
  process.execPath,
  [join(root, 'node_modules/vitest/vitest.mjs'), 'run', 'scenarios/point-of-sale/kills.browser.test.ts'],
  {
    cwd: root,
    stdio: values.json ? ['ignore', 2, 2] : 'inherit',
    env: { ...process.env, COUNTERFOIL_KILLS: values.kills, COUNTERFOIL_KILLS_REPORT: report },
  },
);
test.on('exit', (code) => {
  const result = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : null;
  rmSync(folder, { recursive: true, force: true });
  if (result && values.json) process.stdout.write(`${JSON.stringify(result)}\n`);
  else if (result) {
    const { kills, acknowledged, lost, lostAtHeadquarters } = result;
    process.stdout.write(
      `${kills} kills, ${acknowledged} customers acknowledged, ${lost} lost at the till, ${lostAtHeadquarters} at headquarters\n`,
    );
  }
  process.exitCode = code ?? 1;
});
