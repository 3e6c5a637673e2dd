import type { Language } from '@counterfoil/contracts/error-register';

const en = {
  banner: 'Development only: no password is asked, and everybody may be anybody.',
  demonstration: 'Development only: this identity provider is not for real people.',
  title: 'Who are you?',
  lead: 'Choose one of the people of the demonstration to sign in to {application}.',
  cancel: 'Do not sign in',
  signingOutTitle: 'Signing out',
  signOut: 'Sign out',
  signedOutTitle: 'You have signed out',
  signedOut: 'You can close this page.',
  errorTitle: 'This sign-in cannot go on',
  error: 'It may have taken too long, or the provider was started anew. Go back to the application and sign in again.',
};

const fr: typeof en = {
  banner: "Développement uniquement : aucun mot de passe n'est demandé, chacun peut être n'importe qui.",
  demonstration: "Développement uniquement : ce fournisseur d'identité n'est pas fait pour de vraies personnes.",
  title: 'Qui êtes-vous ?',
  lead: 'Choisissez une des personnes de la démonstration pour vous connecter à {application}.',
  cancel: 'Ne pas se connecter',
  signingOutTitle: 'Déconnexion en cours',
  signOut: 'Se déconnecter',
  signedOutTitle: 'Vous êtes déconnecté',
  signedOut: 'Vous pouvez fermer cette page.',
  errorTitle: 'Cette connexion ne peut pas continuer',
  error:
    "Elle a peut-être pris trop de temps, ou le fournisseur a été redémarré. Revenez à l'application et reconnectez-vous.",
};

/** The texts of the provider's pages. */
export const texts: Readonly<Record<Language, typeof en>> = { en, fr };
