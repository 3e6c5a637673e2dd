import type { Problem } from '@counterfoil/contracts/customer-operation';
import { readSecretFile } from '@counterfoil/platform/configuration';
import { createTransport } from 'nodemailer';
import { z } from 'zod';

/** How headquarters reaches the mail server; it stands in the configuration only, never in the database or the log. */
export const smtpConfigurationSchema = z.strictObject({
  host: z.string().min(1),
  port: z.number().int().min(1).max(65_535).default(587),
  /** `starttls` is required when chosen: an offer that is missing is not passed over. */
  security: z.enum(['starttls', 'tls', 'none']).default('starttls'),
  user: z.string().optional(),
  password: z.string().optional(),
  /** Instead of the password: a file that holds it. */
  passwordFile: z.string().optional(),
  timeoutMs: z.number().int().min(100).max(120_000).default(20_000),
});
export type SmtpConfiguration = z.output<typeof smtpConfigurationSchema>;

/** One e-mail to one person. */
export interface Mail {
  /** The same at every try, so that a repetition can be recognised. */
  readonly messageId: string;
  readonly from: { readonly name: string; readonly address: string };
  readonly to: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

/** What became of an e-mail: `refused` for good, `deferred` for now, or `unreachable`: the server took nothing at all. */
export type MailFate =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'refused' | 'deferred'; readonly problem: Problem }
  | { readonly kind: 'unreachable' };

/** Hands e-mails to a mail server. */
export interface MailServer {
  send(mail: Mail): Promise<MailFate>;
  close(): void;
}

/** Opens connections as they are needed. Throws a `ConfigurationError` when the password file can't be read. */
export function openMailServer(configuration: SmtpConfiguration): MailServer {
  const { host, port, security, user, timeoutMs } = configuration;
  const pass = passwordOf(configuration);
  const transport = createTransport({
    host,
    port,
    pool: true,
    maxConnections: 2,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    /* A template never reads files or addresses of the server. */
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(user !== undefined && { auth: { user, pass } }),
  });
  return {
    async send(mail) {
      try {
        await transport.sendMail(mail);
        return { kind: 'accepted' };
      } catch (error) {
        return fateOf(error);
      }
    },
    close: () => transport.close(),
  };
}

function passwordOf({ password, passwordFile }: SmtpConfiguration): string {
  if (passwordFile === undefined) return password ?? '';
  return readSecretFile(passwordFile, 'the password of the mail server');
}

/** What the library says of a failed try. */
interface SmtpFailure {
  readonly code?: string;
  /** The server's own answer, for example 550. */
  readonly responseCode?: number;
}

/* The server was reached and said something about this one e-mail; anything else is about the server. */
const aboutTheMail = new Set(['EENVELOPE', 'EMESSAGE', 'EADDRESS']);
const permanentFrom = 500;
/** The server is closing down. */
const closing = 421;

function fateOf(error: unknown): MailFate {
  if (!(error instanceof Error)) throw error;
  const { code = '', responseCode } = error as SmtpFailure;
  if (!aboutTheMail.has(code) || responseCode === closing) {
    /* A bug of ours must not pass for a server that is away. */
    if (code === '' && responseCode === undefined) throw error;
    return { kind: 'unreachable' };
  }
  /* The server's text may quote the address: only its number is kept. Without one the library refused the address. */
  const kind = responseCode === undefined || responseCode >= permanentFrom ? 'refused' : 'deferred';
  const parameters = { reply: responseCode ?? code };
  return {
    kind,
    problem: { code: kind === 'refused' ? 'email_refused' : 'email_deferred', field: 'email', parameters },
  };
}
