import type { Texts } from '@counterfoil/ui/translated-texts';

const en = {
  signIn: 'Sign in',
  tryAgain: 'Try again',
  lead: 'You sign in at the identity provider of your company and come back to this page.',
  demonstration: 'This is a demonstration: choose one of its people on the next page. No password is asked.',
  notConfigured:
    'Nobody can sign in here yet: no identity provider is configured. Whoever runs headquarters names one in its configuration.',
  endedTitle: 'Your session has ended',
  ended:
    'Nothing that you typed is lost: this page waits as it is. Sign in again in a new tab, then come back here and go on.',
  signInAgain: 'Sign in again',
  newTab: '(opens in a new tab)',
  waiting: 'This page notices by itself when you are back.',
  otherTitle: 'Somebody else has signed in',
  other:
    '{{now}} has signed in to this browser since. What stands on this page was opened by {{before}}: sign in again as {{before}} to go on with it, or go on as {{now}} without it.',
  goOnAs: 'Go on as {{name}}',
  backTitle: 'You are signed in again',
  back: 'Close this tab and go on in the one where you were working: nothing there is lost.',
  toOverview: 'To the overview',
  endsSoon: 'You will be signed out at {{time}}.',
};

const fr: Texts<typeof en> = {
  signIn: 'Se connecter',
  tryAgain: 'Réessayer',
  lead: 'Vous vous connectez auprès du fournisseur d’identité de votre entreprise, puis revenez à cette page.',
  demonstration:
    'Ceci est une démonstration : choisissez une de ses personnes à la page suivante. Aucun mot de passe n’est demandé.',
  notConfigured:
    'Personne ne peut encore se connecter ici : aucun fournisseur d’identité n’est configuré. La personne qui gère le siège en indique un dans sa configuration.',
  endedTitle: 'Votre session est terminée',
  ended:
    'Rien de ce que vous avez saisi n’est perdu : cette page attend telle quelle. Reconnectez-vous dans un nouvel onglet, puis revenez ici et continuez.',
  signInAgain: 'Se reconnecter',
  newTab: '(ouvre un nouvel onglet)',
  waiting: 'Cette page remarque d’elle-même votre retour.',
  otherTitle: 'Quelqu’un d’autre s’est connecté',
  other:
    '{{now}} s’est connecté entre-temps dans ce navigateur. Ce qui figure sur cette page a été ouvert par {{before}} : reconnectez-vous en tant que {{before}} pour continuer, ou continuez en tant que {{now}} sans le garder.',
  goOnAs: 'Continuer en tant que {{name}}',
  backTitle: 'Vous êtes de nouveau connecté',
  back: 'Fermez cet onglet et continuez dans celui où vous travailliez : rien n’y est perdu.',
  toOverview: "Vers la vue d'ensemble",
  endsSoon: 'Vous serez déconnecté à {{time}}.',
};

/** The texts of signing in and out. */
export const sessionTexts = { en, fr };
