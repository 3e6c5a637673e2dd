import type { Language } from '@counterfoil/contracts/error-register';
import type { Clock } from '@counterfoil/platform/clock';

/** A mail as it was sent. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  /** Plain paragraphs. */
  readonly paragraphs: readonly string[];
  /** The code in it, if it brings one. */
  readonly code: string | null;
  readonly language: Language;
}

/** A mail that arrived. */
export interface ArrivedMail extends Mail {
  readonly arrivedAt: Date;
}

/** Mails kept, at most: the oldest is thrown away. */
const mailCountMax = 50;

/** Where all mails of the demonstration arrive, whoever they are for; it is gone with the process. */
export class Mailbox {
  readonly #clock: Clock;
  readonly #mails: ArrivedMail[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  deliver(mail: Mail): void {
    this.#mails.unshift({ ...mail, arrivedAt: this.#clock.now() });
    this.#mails.splice(mailCountMax);
  }

  /** The newest first. */
  latest(): readonly ArrivedMail[] {
    return this.#mails;
  }
}
