import type { Language } from '@counterfoil/contracts/error-register';
import type { Mail } from './mailbox.ts';

interface MailTexts {
  readonly subject: string;
  readonly paragraphs: readonly string[];
}

const notYou = {
  en: 'If this was not you, ignore this mail: nothing has changed. Never tell anybody a code.',
  fr: "Si vous n'êtes pas à l'origine de cette demande, ignorez ce message : rien n'a changé. Ne communiquez jamais un code.",
} as const;

const kinds = {
  newAccount: {
    en: {
      subject: '{code} is your code',
      paragraphs: ['Enter this code to create your account at {application}. It is valid for 10 minutes.', notYou.en],
    },
    fr: {
      subject: '{code} est votre code',
      paragraphs: ['{application} : saisissez ce code pour créer votre compte. Il est valable 10 minutes.', notYou.fr],
    },
  },
  newPassword: {
    en: {
      subject: '{code} is your code for a new password',
      paragraphs: ['Enter this code to choose a new password. It is valid for 10 minutes.', notYou.en],
    },
    fr: {
      subject: '{code} est votre code pour un nouveau mot de passe',
      paragraphs: ['Saisissez ce code pour choisir un nouveau mot de passe. Il est valable 10 minutes.', notYou.fr],
    },
  },
  accountExists: {
    en: {
      subject: 'You already have an account',
      paragraphs: [
        'Somebody, probably you, wanted to create an account at {application} with this address. It has one already.',
        'Go back to the page and choose “Sign in instead”. If you have forgotten your password, choose “Forgotten your password?” there.',
        notYou.en,
      ],
    },
    fr: {
      subject: 'Vous avez déjà un compte',
      paragraphs: [
        "{application} : quelqu'un, sans doute vous, a voulu créer un compte avec cette adresse. Elle en a déjà un.",
        'Revenez à la page et choisissez « Plutôt se connecter ». Si vous avez oublié votre mot de passe, choisissez-y « Mot de passe oublié ? ».',
        notYou.fr,
      ],
    },
  },
  noAccount: {
    en: {
      subject: 'There is no account with this address',
      paragraphs: [
        'Somebody, probably you, asked for a new password for this address. It has no account.',
        'Try another of your addresses, or create an account.',
        notYou.en,
      ],
    },
    fr: {
      subject: "Il n'y a pas de compte avec cette adresse",
      paragraphs: [
        "Quelqu'un, sans doute vous, a demandé un nouveau mot de passe pour cette adresse. Elle n'a pas de compte.",
        'Essayez une autre de vos adresses, ou créez un compte.',
        notYou.fr,
      ],
    },
  },
} as const satisfies Record<string, Record<Language, MailTexts>>;

/** What a mail is about. */
export type MailKind = keyof typeof kinds;

/** What a mail is written with. */
export interface MailParts {
  readonly to: string;
  readonly code: string | null;
  readonly language: Language;
  /** Name of the application, in that language. */
  readonly application: string;
}

/** A mail of a kind. */
export function writeMail(kind: MailKind, { to, code, language, application }: MailParts): Mail {
  const { subject, paragraphs } = kinds[kind][language];
  const fill = (text: string): string =>
    text.replaceAll('{code}', () => code ?? '').replaceAll('{application}', () => application);
  return { to, subject: fill(subject), paragraphs: paragraphs.map(fill), code, language };
}
