import { isCountry } from '@counterfoil/customer/validate/field-formats';
import { createLog } from '@counterfoil/platform/log';
import { exitAttention, readWords, UsageError, type Command, type CommandContext } from '../command.ts';
import { dataFolderOf, isRunning, readConnection, type Connection } from '../connection.ts';
import { startWorld } from '../world.ts';
import { openJourneyProduct } from './journey-product.ts';
import { isSound } from './journey-result.ts';
import { defaultHeaders, readMapping, type PersonMapping } from './person-mapping.ts';
import { createProgress } from './progress.ts';
import type { PeopleFile } from './read-people.ts';
import { reportLines, reportObject } from './report.ts';
import { runJourney } from './run-journey.ts';

const options = {
  input: { type: 'string' },
  count: { type: 'string' },
  country: { type: 'string', default: 'AU' },
  map: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;

/** `counterfoil journey`: takes people of a file through the whole product, from outside, and reports what came of it. */
export const journeyCommand: Command = async (context) => {
  const { values } = readWords(context, options);
  const file = peopleFile(context, values);
  const result = await withProduct(context, async (connection) => {
    const product = openJourneyProduct(connection, context.language);
    try {
      return await runJourney({
        product,
        file,
        clock: context.seams.clock,
        journeyId: context.seams.ids.uuid(),
        progress: createProgress(process.stderr),
        say: context.say,
        stopping: context.stopping,
      });
    } finally {
      await product.close();
    }
  });
  for (const line of reportLines(result, context.say)) context.print(line);
  if (values.json) context.print(JSON.stringify(reportObject(result)));
  return isSound(result) ? 0 : exitAttention;
};

function peopleFile(
  { say, seams }: CommandContext,
  values: { input?: string | undefined; count?: string | undefined; country: string; map?: string | undefined },
): PeopleFile {
  if (!values.input) throw new UsageError(say('inputMissing'));
  const countMax = values.count === undefined ? Infinity : Number(values.count);
  if (!(countMax >= 1) || (values.count !== undefined && !Number.isInteger(countMax))) {
    throw new UsageError(say('countInvalid'));
  }
  const countryRegion = values.country.toUpperCase();
  if (!isCountry(countryRegion)) throw new UsageError(say('countryInvalid', { country: values.country }));
  const today = seams.clock.now().toISOString().slice(0, 10);
  return { path: values.input, mapping: mappingOf(values.map, say), countryRegion, today, countMax };
}

function mappingOf(text: string | undefined, say: CommandContext['say']): PersonMapping {
  try {
    return readMapping(text);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new UsageError(say('mapInvalid', { part: error.message, fields: Object.keys(defaultHeaders).join(', ') }));
  }
}

/** The product that runs already, or one of our own in the data folder, which is stopped afterwards. */
async function withProduct<Result>(
  { environment, seams, say }: CommandContext,
  work: (connection: Connection) => Promise<Result>,
): Promise<Result> {
  const dataFolder = dataFolderOf(environment);
  const running = readConnection(dataFolder);
  if (running && (await isRunning(running))) return work(running);
  process.stderr.write(`${say('startingProduct')}\n`);
  const log = createLog({}, environment['COUNTERFOIL_LOG_LEVEL'] ?? 'error');
  const world = await startWorld({ dataFolder, seams: { ...seams, log }, environment, firstPort: 0 });
  try {
    return await work(world.connection);
  } finally {
    process.stderr.write(`${say('stoppingProduct')}\n`);
    await world.stop();
  }
}
