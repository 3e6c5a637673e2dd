import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{packages,apps}/*/src/**/*.test.ts', '{simulation,scenarios,benchmarks,scripts}/**/*.test.ts'],
    globalSetup: ['packages/database/src/testing-global-setup.ts', 'scripts/browser-tests-setup.mjs'],
    pool: 'forks',
    // Each worker brings connections and processes of its own; the tests are proven on two cores.
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    teardownTimeout: 30_000,
  },
});
