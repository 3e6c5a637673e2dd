import type { Translated } from './texts.ts';

const en = {
  signedOut: 'You are signed out. See you soon.',
  failed: {
    away: {
      title: 'Nobody can sign in at the moment',
      text: 'The service by which you sign in does not answer. That is not your fault, and nothing is lost. Please try again in a minute; you can look around the shop and fill your basket meanwhile.',
    },
    shopAway: {
      title: 'We could not open your account',
      text: 'You have signed in, but the shop cannot be reached at the moment. Nothing is lost, and you need not type anything again: please try again in a minute.',
    },
    expired: {
      title: 'Please sign in once more',
      text: 'This sign-in took too long, was begun in another window, or was already used. Nothing has happened.',
    },
    cancelled: {
      title: 'You did not sign in',
      text: 'The sign-in was stopped on the way. You can begin again whenever you like, and look around the shop without it.',
    },
    unverified: {
      title: 'Please confirm your e-mail address first',
      text: 'We have not opened an account yet, because your e-mail address is not confirmed. Look for the message that was sent to you when you made your account (in the spam folder, too), confirm the address, and come back.',
    },
  },
  confirmed: 'I have confirmed it',
  signUp: {
    title: 'Sign up',
    lead: 'Tell us who you are. After that you choose a password and confirm your e-mail address; that page is opened for you.',
    haveAccount: 'Do you have an account already?',
    signIn: 'Sign in',
    firstName: 'First name',
    lastName: 'Last name',
    phone: 'Phone',
    phoneHint: 'For questions about a delivery.',
    language: 'Language',
    languageHint: 'In which we write to you.',
    consents: 'May we write to you?',
    consentsHint: 'Only if you like. You can change your mind in your account at any time.',
    emailConsent: 'Yes, tell me about offers by e-mail',
    phoneConsent: 'Yes, tell me about offers by phone or text message',
    privacy: 'What happens with your details (opens a new window)',
    submit: 'Continue',
    trap: 'Leave this field empty',
    notTaken: 'We could not take this yet, and nothing was saved. Please check what you entered and send it again.',
    waitTitle: 'One moment, please',
    wait: (seconds: number) =>
      `Many people are signing up from your network. What you entered is still here: please wait ${seconds} seconds, then press “Continue” again.`,
  },
  signOut: {
    title: 'Sign out',
    text: 'Do you want to sign out?',
  },
  forgotten: {
    title: 'Forgotten your password?',
    text: 'Your password is kept by the service by which you sign in, never by us. Go on to the sign-in and choose “Forgotten your password?” there: you get a code by e-mail and choose a new password.',
    submit: 'Go to the sign-in',
  },
  privacy: {
    title: 'What happens with your details',
    kept: 'What we keep',
    keptText:
      'Your name, e-mail address, phone number, addresses, language, orders, and what you allow us to write to you about.',
    why: 'What for',
    whyText:
      'To deliver your orders, to answer your questions, and to give you what belongs to your account. Offers we send only if you have said yes.',
    who: 'Who sees it',
    whoText:
      'This shop and its stores. Your password is not with us but with the service by which you sign in. The shop has no advertising and loads nothing from other sites.',
    cookies: 'Cookies',
    cookiesText:
      'Only those without which the shop does not work: your basket, your language, your sign-in, what you have typed and not saved yet, and what protects forms.',
    change: 'How to change it',
    changeText: 'In your account you can see and change your details, and withdraw what you have allowed, at any time.',
    account: 'To your account',
  },
};

const fr: Translated<typeof en>['fr'] = {
  signedOut: 'Vous êtes déconnecté. À bientôt.',
  failed: {
    away: {
      title: 'La connexion est impossible pour le moment',
      text: "Le service par lequel vous vous connectez ne répond pas. Vous n'y êtes pour rien et rien n'est perdu. Réessayez dans une minute ; vous pouvez parcourir la boutique et remplir votre panier en attendant.",
    },
    shopAway: {
      title: "Nous n'avons pas pu ouvrir votre compte",
      text: "Vous êtes connecté, mais la boutique n'est pas joignable pour le moment. Rien n'est perdu et vous n'aurez rien à saisir de nouveau : réessayez dans une minute.",
    },
    expired: {
      title: 'Veuillez vous reconnecter',
      text: "Cette connexion a pris trop de temps, a été commencée dans une autre fenêtre ou a déjà servi. Rien ne s'est passé.",
    },
    cancelled: {
      title: "Vous n'êtes pas connecté",
      text: 'La connexion a été interrompue en chemin. Vous pouvez recommencer quand vous voulez, et parcourir la boutique sans vous connecter.',
    },
    unverified: {
      title: "Veuillez d'abord confirmer votre adresse e-mail",
      text: "Nous n'avons pas encore ouvert de compte, car votre adresse e-mail n'est pas confirmée. Cherchez le message qui vous a été envoyé à la création de votre compte (aussi parmi les indésirables), confirmez l'adresse et revenez.",
    },
  },
  confirmed: "Je l'ai confirmée",
  signUp: {
    title: "S'inscrire",
    lead: "Dites-nous qui vous êtes. Ensuite, vous choisirez un mot de passe et confirmerez votre adresse e-mail ; cette page s'ouvrira d'elle-même.",
    haveAccount: 'Vous avez déjà un compte ?',
    signIn: 'Se connecter',
    firstName: 'Prénom',
    lastName: 'Nom',
    phone: 'Téléphone',
    phoneHint: 'Pour les questions de livraison.',
    language: 'Langue',
    languageHint: 'Dans laquelle nous vous écrivons.',
    consents: 'Pouvons-nous vous écrire ?',
    consentsHint: "Seulement si vous le souhaitez. Vous pourrez changer d'avis à tout moment dans votre compte.",
    emailConsent: 'Oui, informez-moi des offres par e-mail',
    phoneConsent: 'Oui, informez-moi des offres par téléphone ou SMS',
    privacy: 'Ce que deviennent vos données (ouvre une nouvelle fenêtre)',
    submit: 'Continuer',
    trap: 'Laissez ce champ vide',
    notTaken:
      "Nous n'avons pas encore pu traiter votre saisie, et rien n'a été enregistré. Vérifiez votre saisie et envoyez-la de nouveau.",
    waitTitle: "Un instant, s'il vous plaît",
    wait: (seconds) =>
      `Beaucoup de personnes s'inscrivent depuis votre réseau. Votre saisie est toujours là : attendez ${seconds} secondes, puis appuyez de nouveau sur « Continuer ».`,
  },
  signOut: {
    title: 'Se déconnecter',
    text: 'Voulez-vous vous déconnecter ?',
  },
  forgotten: {
    title: 'Mot de passe oublié ?',
    text: 'Votre mot de passe est gardé par le service par lequel vous vous connectez, jamais par nous. Allez à la connexion et choisissez-y « Mot de passe oublié ? » : vous recevrez un code par e-mail et choisirez un nouveau mot de passe.',
    submit: 'Aller à la connexion',
  },
  privacy: {
    title: 'Ce que deviennent vos données',
    kept: 'Ce que nous gardons',
    keptText:
      'Votre nom, votre adresse e-mail, votre numéro de téléphone, vos adresses, votre langue, vos commandes et ce que vous nous autorisez à vous envoyer.',
    why: 'Pour quoi faire',
    whyText:
      "Pour livrer vos commandes, répondre à vos questions et tenir votre compte. Nous n'envoyons des offres que si vous avez dit oui.",
    who: 'Qui les voit',
    whoText:
      "Cette boutique et ses magasins. Votre mot de passe n'est pas chez nous, mais auprès du service par lequel vous vous connectez. La boutique n'a pas de publicité et ne charge rien depuis d'autres sites.",
    cookies: 'Cookies',
    cookiesText:
      "Seulement ceux sans lesquels la boutique ne fonctionne pas : votre panier, votre langue, votre connexion, ce que vous avez saisi sans encore l'enregistrer et ce qui protège les formulaires.",
    change: 'Comment les modifier',
    changeText:
      'Dans votre compte, vous pouvez à tout moment voir et modifier vos données, et retirer ce que vous avez permis.',
    account: 'Vers votre compte',
  },
};

/** What signing in, signing up and signing out show. */
export const signInTexts: Translated<typeof en> = { en, fr };
