import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import type { SmtpConfiguration } from './mail-server.ts';

/** A real mail server on the loopback interface. */
export interface TestMailServer {
  /** How to reach it. */
  readonly configuration: SmtpConfiguration;
  /** Raw messages in the order of their arrival. */
  readonly messages: { readonly to: string; readonly raw: string }[];
  /** Answers this number to the recipients named, instead of taking the message. */
  refuse(recipient: string, responseCode: number): void;
  accept(recipient: string): void;
  stop(): Promise<void>;
}

/** Starts one; `port` to come back at the same place. */
export async function startTestMailServer(port = 0): Promise<TestMailServer> {
  const messages: { to: string; raw: string }[] = [];
  const refused = new Map<string, number>();
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    onAuth: ({ username, password }, _session, done) =>
      username === 'headquarters' && password === 'open sesame'
        ? done(null, { user: username })
        : done(new Error('wrong password')),
    onRcptTo: ({ address }, _session, done) => {
      const responseCode = refused.get(address);
      if (responseCode === undefined) return done();
      return done(Object.assign(new Error(`no mailbox for ${address}`), { responseCode }));
    },
    onData: (stream, { envelope }, done) => {
      const to = envelope.rcptTo.map(({ address }) => address).join();
      let raw = '';
      stream.setEncoding('utf8');
      stream.on('data', (part: string) => (raw += part));
      stream.on('end', () => {
        messages.push({ to, raw });
        done();
      });
    },
  });
  server.listen(port, '127.0.0.1');
  await once(server.server, 'listening');
  const address = server.server.address() as AddressInfo;
  return {
    configuration: {
      host: '127.0.0.1',
      port: address.port,
      security: 'none',
      user: 'headquarters',
      password: 'open sesame',
      timeoutMs: 2_000,
    },
    messages,
    refuse: (recipient, responseCode) => void refused.set(recipient, responseCode),
    accept: (recipient) => void refused.delete(recipient),
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
