import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { crashPointsFileVariable, crashPointsFromEnvironment } from './crash-points-from-environment.ts';
import { noCrashPoints } from './crash-points.ts';

it('without variables nothing happens at a crash point', () => {
  expect(crashPointsFromEnvironment({})).toBe(noCrashPoints);
});

it('each point that is passed is written to the named file once, in the order of the first passing', () => {
  const folder = mkdtempSync(join(tmpdir(), 'counterfoil-crash-points-'));
  const file = join(folder, 'points');
  try {
    const crashPoints = crashPointsFromEnvironment({ [crashPointsFileVariable]: file });
    for (const point of ['stage/begin', 'stage/commit', 'stage/begin']) void crashPoints.reach(point);
    expect(readFileSync(file, 'utf8')).toBe('stage/begin\nstage/commit\n');
  } finally {
    rmSync(folder, { recursive: true });
  }
});
