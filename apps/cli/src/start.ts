import { demonstrationStaff } from '@counterfoil/app-development-identity-provider/development-people';
import type { ChannelConfiguration } from '@counterfoil/contracts/channel-configuration';
import type { Language } from '@counterfoil/contracts/error-register';
import { samplePins } from '@counterfoil/headquarters/settings/sample-pins';
import { sampleSettings } from '@counterfoil/headquarters/settings/sample-settings';
import { createLog } from '@counterfoil/platform/log';
import { readWords, type CommandContext } from './command.ts';
import { dataFolderOf } from './connection.ts';
import { firstPortDefault, startWorld, type World } from './world.ts';

const sentences = {
  en: {
    running: 'Counterfoil is running. Stop it with Ctrl+C.',
    headquarters: 'Headquarters',
    documents: 'API documents',
    workspace: 'workspace',
    people: 'sign in as',
    noPassword: 'chosen on a page, without a password',
    token: 'administrator token',
    accessToken: 'access token',
    pointOfSale: 'point of sale',
    webShop: 'web shop',
    operators: 'operators and PINs',
    data: 'Data folder',
    next: 'Watch customers being created:  npx counterfoil journey --input people.csv',
  },
  fr: {
    running: 'Counterfoil fonctionne. Arrêtez-le avec Ctrl+C.',
    headquarters: 'Siège',
    documents: 'Documents des API',
    workspace: 'espace de travail',
    people: 'connexion en tant que',
    noPassword: 'au choix sur une page, sans mot de passe',
    token: "jeton d'administrateur",
    accessToken: "jeton d'accès",
    pointOfSale: 'point de vente',
    webShop: 'boutique',
    operators: 'opérateurs et codes PIN',
    data: 'Dossier des données',
    next: 'Voir naître des clients :  npx counterfoil journey --input personnes.csv',
  },
} as const;

/** `counterfoil start [--port N]`: the whole product in one process, with sample data, until it is stopped. */
export async function start(context: CommandContext): Promise<number> {
  const { values } = readWords(context, { port: { type: 'string' } });
  const dataFolder = dataFolderOf(context.environment);
  const log = createLog({}, context.environment['COUNTERFOIL_LOG_LEVEL'] ?? 'warn');
  const world = await startWorld({
    dataFolder,
    seams: { ...context.seams, log },
    environment: context.environment,
    firstPort: portOf(values.port ?? context.environment['COUNTERFOIL_PORT']),
  });
  await untilNamed(world, context);
  for (const line of addresses(world, dataFolder, context)) context.print(line);
  await new Promise<void>((resolve) => {
    if (context.stopping.aborted) resolve();
    context.stopping.addEventListener('abort', () => resolve(), { once: true });
  });
  await world.stop();
  return 0;
}

/** How long a first start waits for the stores' names, in milliseconds: they come with the configuration. */
const namesWaitMs = 3_000;
const namesPollMs = 25;

async function untilNamed({ scaleUnits }: World, { seams, stopping }: CommandContext): Promise<void> {
  const giveUpAtMs = seams.clock.monotonicMs() + namesWaitMs;
  const isNamed = (): boolean => scaleUnits.every(({ channel }) => channel.configuration.channels.length > 0);
  while (!isNamed() && !stopping.aborted && seams.clock.monotonicMs() < giveUpAtMs) {
    await seams.clock.sleep(namesPollMs, stopping);
  }
}

function portOf(text: string | undefined): number {
  const port = text === undefined ? firstPortDefault : Number(text);
  return Number.isInteger(port) && port >= 0 && port <= 65_535 ? port : firstPortDefault;
}

function addresses(
  { connection, scaleUnits, storefront }: World,
  dataFolder: string,
  { language }: CommandContext,
): string[] {
  const say = sentences[language];
  const configurations = new Map(
    scaleUnits.map(({ channel }) => [channel.channelDatabaseId, channel.configuration] as const),
  );
  return [
    '',
    `  ${say.running}`,
    '',
    `  ${say.headquarters.padEnd(16)} ${connection.headquartersUrl}   ${say.documents}: ${connection.headquartersUrl}/docs`,
    `  ${''.padEnd(16)} ${say.workspace}: ${connection.headquartersUrl}/workspace/`,
    `  ${''.padEnd(16)} ${say.people}: ${demonstrationStaff.map(({ name }) => name).join(', ')} (${say.noPassword})`,
    `  ${''.padEnd(16)} ${say.token}: ${connection.administratorToken}`,
    ...connection.scaleUnits.flatMap(({ channelDatabaseId, url, applicationToken }) => {
      const configuration = configurations.get(channelDatabaseId);
      const names = (configuration?.channels ?? []).map(({ name }) => name).join(', ');
      return [
        `  ${(names || channelDatabaseId).padEnd(16)} ${url}   ${say.documents}: ${url}/docs`,
        `  ${''.padEnd(16)} ${say.accessToken}: ${applicationToken}`,
        ...(configuration ? pointOfSaleLines(configuration, url, language) : []),
        ...(channelDatabaseId === sampleSettings.onlineStore
          ? [`  ${''.padEnd(16)} ${say.webShop}: ${storefront.url}`]
          : []),
      ];
    }),
    '',
    `  ${say.data.padEnd(16)} ${dataFolder}`,
    `  ${say.next}`,
    '',
  ];
}

/** Where the tills of a store are, and who of the sample staff signs in there by the PIN of the demonstration. */
function pointOfSaleLines({ channels, workers }: ChannelConfiguration, url: string, language: Language): string[] {
  if (!channels.some(({ channelType }) => channelType === 'store')) return [];
  const say = sentences[language];
  const operators = workers.flatMap(({ workerId, pinVerifier }) => {
    const sample = samplePins.find((candidate) => candidate.workerId === workerId);
    /* Whose PIN was changed keeps it to themselves. */
    return sample && sample.verifier.hash === pinVerifier?.hash ? [`${workerId} (${sample.pin})`] : [];
  });
  const indent = `  ${''.padEnd(16)} `;
  return [
    `${indent}${say.pointOfSale}: ${url}/pos/`,
    ...(operators.length > 0 ? [`${indent}${say.operators}: ${operators.join(', ')}`] : []),
  ];
}
