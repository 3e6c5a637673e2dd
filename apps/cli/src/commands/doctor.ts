import { exitAttention, readWords, type Command } from '../command.ts';
import { headquartersOptions, withHeadquarters } from '../headquarters-client.ts';
import {
  readChannelDatabases,
  readConfigurationStatus,
  readCounts,
  readDownloadSessions,
  readJobs,
} from '../read-headquarters.ts';
import { diagnose } from './diagnose.ts';

/** `counterfoil doctor`: what is not as it must be, and what to do. Exit code 1 when anything needs attention. */
export const doctorCommand: Command = async (context) => {
  const { say, print, seams, language } = context;
  const { values } = readWords(context, headquartersOptions);
  const facts = await withHeadquarters(context, values, async (client) => {
    const counts = await readCounts(client);
    return {
      jobs: await readJobs(client),
      ...(await readChannelDatabases(client)),
      configurations: (await readConfigurationStatus(client)).configurations,
      suspendedSessions: await readDownloadSessions(client, { state: 'suspended' }),
      availableSessions: await readDownloadSessions(client, { state: 'available' }),
      failedOperationCount: counts.staged.failed,
      sequenceWarnings: counts.numberSequenceWarnings.map(({ message }) => message),
      now: seams.clock.now(),
    };
  });
  const findings = diagnose(facts, say, language);
  for (const { needsAttention, text } of findings) print(`${needsAttention ? '✗' : '✓'} ${text}`);
  const count = findings.filter(({ needsAttention }) => needsAttention).length;
  print(count === 0 ? say('doctorFine') : say('doctorAttention', { count }));
  return count === 0 ? 0 : exitAttention;
};
