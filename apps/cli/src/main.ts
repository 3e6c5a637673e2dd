import { errorRegister } from '@counterfoil/contracts/error-register';
import { CodedError } from '@counterfoil/contracts/refusal';
import { StartError } from '@counterfoil/database/start-error';
import { CommunicationException } from '@counterfoil/http/client';
import { ConfigurationError } from '@counterfoil/platform/configuration';
import { silentLog } from '@counterfoil/platform/log';
import { systemSeams } from '@counterfoil/platform/seams';
import { RefusedByProduct } from './ask.ts';
import { exitAttention, exitUsage, UsageError, type Command, type CommandContext } from './command.ts';
import { helpText } from './help.ts';
import { languageOfEnvironment, sentencesIn } from './texts.ts';

/** Each command with its module, which is read only when it is called. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  start: async () => (await import('./start.ts')).start,
  headquarters: async () => (await import('./commands/processes.ts')).headquartersCommand,
  'scale-unit': async () => (await import('./commands/processes.ts')).scaleUnitCommand,
  storefront: async () => (await import('./commands/processes.ts')).storefrontCommand,
  'access-token': async () => (await import('./commands/access-token.ts')).accessTokenCommand,
  journey: async () => (await import('./journey/journey-command.ts')).journeyCommand,
  job: async () => (await import('./commands/job.ts')).jobCommand,
  'synchronization-status': async () =>
    (await import('./commands/synchronization-status.ts')).synchronizationStatusCommand,
  trace: async () => (await import('./commands/trace.ts')).traceCommand,
  orders: async () => (await import('./commands/orders.ts')).ordersCommand,
  statements: async () => (await import('./commands/statements.ts')).statementsCommand,
  setting: async () => (await import('./commands/setting.ts')).settingCommand,
  device: async () => (await import('./commands/device.ts')).deviceCommand,
  worker: async () => (await import('./commands/worker.ts')).workerCommand,
  feature: async () => (await import('./commands/feature.ts')).featureCommand,
  sessions: async () => (await import('./commands/sessions.ts')).sessionsCommand,
  configuration: async () => (await import('./commands/configuration.ts')).configurationCommand,
  import: async () => (await import('./commands/import.ts')).importCommand,
  export: async () => (await import('./commands/export.ts')).exportCommand,
  notifications: async () => (await import('./commands/notifications.ts')).notificationsCommand,
  events: async () => (await import('./commands/events.ts')).eventsCommand,
  doctor: async () => (await import('./commands/doctor.ts')).doctorCommand,
  restored: async () => (await import('./commands/restored.ts')).restoredCommand,
  reset: async () => (await import('./commands/reset.ts')).resetCommand,
};

/** Both signals that ask a program to end; a second one ends it at once. */
function stopSignal(): AbortSignal {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
  return stop.signal;
}

function createContext(name: string, words: readonly string[]): CommandContext {
  const language = languageOfEnvironment(process.env);
  return {
    name,
    words,
    language,
    environment: process.env,
    say: sentencesIn(language),
    seams: systemSeams(silentLog),
    print: (line) => void process.stdout.write(`${line}\n`),
    stopping: stopSignal(),
  };
}

async function run(context: CommandContext): Promise<number> {
  const { name, words, language, say, print } = context;
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
  const asksForHelp = ['help', '--help', '-h'].includes(name) || words.includes('--help') || words.includes('-h');
  if (name === '' || (asksForHelp && !load)) {
    print(helpText(null, language));
    return name === '' ? exitUsage : 0;
  }
  if (!load) throw new UsageError(say('unknownCommand', { command: name }));
  if (asksForHelp) {
    print(helpText(name, language));
    return 0;
  }
  return (await load())(context);
}

/** The one sentence of an error that was foreseen; null of a bug. */
function sentenceOf(error: unknown, { say }: CommandContext): string | null {
  if (error instanceof UsageError || error instanceof StartError || error instanceof ConfigurationError) {
    return error.message;
  }
  if (error instanceof CodedError) return `${error.message} ${errorRegister[error.code].remedy}`;
  if (error instanceof RefusedByProduct) return say('refused', { reason: error.message });
  return error instanceof CommunicationException ? say('noAnswer', { reason: error.message }) : null;
}

/** Whoever reads the output may stop reading before its end, as `head` does: that is no error. */
function ignoreClosedOutput(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}

process.stdout.on('error', ignoreClosedOutput);
const [name = '', ...words] = process.argv.slice(2);
const context = createContext(name, words);
try {
  process.exitCode = await run(context);
} catch (error) {
  const sentence = sentenceOf(error, context);
  if (sentence === null) throw error;
  process.stderr.write(`${sentence}\n`);
  process.exitCode = error instanceof UsageError ? exitUsage : exitAttention;
}
