import type { Language } from '@counterfoil/contracts/error-register';

const en = {
  banner: 'Demonstration only: no mail leaves this machine. Use no password of yours here.',
  problemPrefix: 'Problem: ',
  signInTitle: 'Sign in',
  signIn: 'Sign in',
  createLink: 'Create an account',
  forgottenLink: 'Forgotten your password?',
  signInLink: 'Sign in instead',
  back: 'Back to {application}',
  tryTitle: 'Just trying it out?',
  tryLead: 'Sign in as one of these people, without a password.',
  createTitle: 'Create an account',
  create: 'Create the account',
  createLead: 'We send a code to your e-mail address, to be sure that it is yours.',
  forgottenTitle: 'Forgotten your password?',
  forgottenLead: 'Enter your e-mail address, and we send you a code with which you choose a new password.',
  sendCode: 'Send the code',
  codeTitle: 'Enter your code',
  codeSent:
    'We have sent a code to {email}. It is valid for 10 minutes. It may take a moment; look among unwanted mail as well.',
  confirm: 'Continue',
  newPasswordTitle: 'Choose a new password',
  setPassword: 'Set the password and sign in',
  newCode: 'Send a new code',
  newCodeSent: 'We have sent a new code. Earlier ones are no longer valid.',
  mailboxLead: 'In this demonstration, mails arrive here:',
  mailboxLink: 'Mailbox (opens in a new tab)',
  givenName: 'First name',
  familyName: 'Last name',
  email: 'E-mail address',
  password: 'Password',
  newPassword: 'New password',
  passwordHint: 'At least 12 characters. Several words are easy to remember.',
  code: 'Code',
  codeHint: 'Six digits, from the mail',
  nameMissing: 'Enter your name.',
  nameWrong: 'Enter a name of at most 100 characters, without symbols such as < or >.',
  emailWrong: 'Enter an e-mail address like name@example.com.',
  passwordMissing: 'Enter your password.',
  passwordShort: 'Enter at least 12 characters.',
  passwordLong: 'Enter at most 128 characters.',
  passwordIsAddress: 'Choose a password that is not your e-mail address.',
  codeWrong: 'This is not the code of the mail. Check the six digits.',
  codeSpent: 'This code can no longer be used. Have a new one sent.',
  notSignedIn: 'The e-mail address or the password is wrong.',
  tooManySignIns:
    'There were too many wrong tries with this address. Wait 15 minutes, or choose a new password with “Forgotten your password?”.',
  tooManyMails: 'Too many codes were asked for with this address. Wait an hour and try again.',
};

const fr: typeof en = {
  banner:
    "Démonstration uniquement : aucun courriel ne quitte cette machine. N'utilisez ici aucun de vos mots de passe.",
  problemPrefix: 'Problème : ',
  signInTitle: 'Connexion',
  signIn: 'Se connecter',
  createLink: 'Créer un compte',
  forgottenLink: 'Mot de passe oublié ?',
  signInLink: 'Plutôt se connecter',
  back: 'Retour : {application}',
  tryTitle: 'Juste pour essayer ?',
  tryLead: "Connectez-vous en tant que l'une de ces personnes, sans mot de passe.",
  createTitle: 'Créer un compte',
  create: 'Créer le compte',
  createLead: "Nous envoyons un code à votre adresse e-mail, pour être sûrs qu'elle est à vous.",
  forgottenTitle: 'Mot de passe oublié ?',
  forgottenLead:
    'Saisissez votre adresse e-mail : nous vous envoyons un code avec lequel vous choisirez un nouveau mot de passe.',
  sendCode: 'Envoyer le code',
  codeTitle: 'Saisissez votre code',
  codeSent:
    "Nous avons envoyé un code à {email}. Il est valable 10 minutes. L'envoi peut prendre un instant ; regardez aussi dans les courriers indésirables.",
  confirm: 'Continuer',
  newPasswordTitle: 'Choisissez un nouveau mot de passe',
  setPassword: 'Enregistrer le mot de passe et se connecter',
  newCode: 'Envoyer un nouveau code',
  newCodeSent: 'Nous avons envoyé un nouveau code. Les précédents ne sont plus valables.',
  mailboxLead: 'Dans cette démonstration, les courriels arrivent ici :',
  mailboxLink: "Boîte aux lettres (s'ouvre dans un nouvel onglet)",
  givenName: 'Prénom',
  familyName: 'Nom',
  email: 'Adresse e-mail',
  password: 'Mot de passe',
  newPassword: 'Nouveau mot de passe',
  passwordHint: 'Au moins 12 caractères. Plusieurs mots sont faciles à retenir.',
  code: 'Code',
  codeHint: 'Six chiffres, dans le courriel',
  nameMissing: 'Saisissez votre nom.',
  nameWrong: 'Saisissez un nom de 100 caractères au plus, sans symboles comme < ou >.',
  emailWrong: 'Saisissez une adresse e-mail comme nom@exemple.com.',
  passwordMissing: 'Saisissez votre mot de passe.',
  passwordShort: 'Saisissez au moins 12 caractères.',
  passwordLong: 'Saisissez au plus 128 caractères.',
  passwordIsAddress: 'Choisissez un mot de passe qui ne soit pas votre adresse e-mail.',
  codeWrong: "Ce n'est pas le code du courriel. Vérifiez les six chiffres.",
  codeSpent: 'Ce code ne peut plus être utilisé. Faites-en envoyer un nouveau.',
  notSignedIn: "L'adresse e-mail ou le mot de passe est incorrect.",
  tooManySignIns:
    "Trop d'essais incorrects avec cette adresse. Attendez 15 minutes, ou choisissez un nouveau mot de passe avec « Mot de passe oublié ? ».",
  tooManyMails: 'Trop de codes ont été demandés avec cette adresse. Attendez une heure et réessayez.',
};

/** A text of the account pages. */
export type AccountText = keyof typeof en;

/** The texts of the pages on which people sign in with a password, get an account or a new password. */
export const accountTexts: Readonly<Record<Language, Readonly<Record<AccountText, string>>>> = { en, fr };

/** Texts of the mailbox. */
export const mailboxTexts: Readonly<
  Record<Language, Readonly<Record<'title' | 'banner' | 'lead' | 'empty' | 'to' | 'arrived' | 'reload', string>>>
> = {
  en: {
    title: 'Mailbox of the demonstration',
    banner: 'Demonstration only: everybody at this machine reads these mails.',
    lead: 'The latest 50 mails that this identity provider would send, whoever they are for. They are gone when it stops.',
    empty: 'No mail has arrived yet.',
    to: 'To',
    arrived: 'Arrived',
    reload: 'Look for new mail',
  },
  fr: {
    title: 'Boîte aux lettres de la démonstration',
    banner: 'Démonstration uniquement : chacun lit ces courriels sur cette machine.',
    lead: "Les 50 derniers courriels que ce fournisseur d'identité enverrait, quel que soit leur destinataire. Ils disparaissent à son arrêt.",
    empty: "Aucun courriel n'est encore arrivé.",
    to: 'À',
    arrived: 'Reçu',
    reload: 'Chercher de nouveaux courriels',
  },
};
