import { systemSeams } from '@counterfoil/platform/seams';
import { silentLog } from '@counterfoil/platform/log';
import { connectDatabase } from './database.ts';
import { startEmbeddedPostgres } from './embedded-postgres.ts';

// A program for the launcher's tests: starts the database, commits one row, says so and waits to be killed.
const server = await startEmbeddedPostgres({ dataFolder: process.argv[2] ?? '', log: silentLog });
const database = await connectDatabase({
  url: await server.ensureDatabase('ledger'),
  seams: systemSeams(silentLog),
});
await database.affected('CREATE TABLE acknowledged (entry text NOT NULL)');
await database.affected(`INSERT INTO acknowledged (entry) VALUES ('the stub')`);
process.stdout.write('acknowledged\n');
setInterval(() => undefined, 60_000);
