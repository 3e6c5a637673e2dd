import { createAccessToken, newAccessToken } from '@counterfoil/database/access-tokens';
import { connectDatabase } from '@counterfoil/database/database';
import { roles } from '@counterfoil/http/route';
import { readWords, UsageError, type Command } from '../command.ts';

/** Scale units and tills sign with their own keys, shoppers have sessions, and nobody is given a token to be nobody. */
const withoutTokens: readonly string[] = ['scaleUnit', 'device', 'customer', 'anonymous'];
const grantableRoles: readonly string[] = roles.filter((role) => !withoutTokens.includes(role));

/**
 * `counterfoil access-token ROLE NAME --database URL`: lets the holder of the printed token call the API of the node
 * that owns the database. It is shown once; the database keeps its hash.
 */
export const accessTokenCommand: Command = async (context) => {
  const { values, positionals } = readWords(context, { database: { type: 'string' } }, { min: 2, max: 2 });
  const [role = '', name = ''] = positionals;
  if (values.database === undefined) throw new UsageError(context.say('missingDatabase'));
  if (!grantableRoles.includes(role)) {
    throw new UsageError(context.say('unknownRole', { role, roles: grantableRoles.join(', ') }));
  }
  const database = await connectDatabase({ url: values.database, poolSize: 1, seams: context.seams });
  try {
    const token = newAccessToken();
    await createAccessToken(database, { role, name, now: context.seams.clock.now(), token });
    context.print(token);
    return 0;
  } finally {
    await database.close();
  }
};
