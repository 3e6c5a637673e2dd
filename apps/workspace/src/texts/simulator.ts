import type { Texts } from '@counterfoil/ui/translated-texts';

const en = {
  title: 'Outage simulator',
  help: "Cut a store's line to headquarters, create customers there as if nothing had happened, restore the line and watch them arrive. Every figure is asked of the nodes themselves: of the database of headquarters and of each store, as a till asks it.",
  explainTitle: 'What is seen',
  explainCreate:
    'A store records a customer in its own database before it answers, so that a cut line makes no difference to the shopper. Until headquarters has given it an account number, it waits: "Pending synchronization".',
  explainRestore:
    'When the line is back, the store sends what waits (P-job), headquarters makes accounts of it (synchronize customers), and job 1010 brings the numbers to every store. Nothing is created twice, whatever was under way when the line was cut.',
  explainEverywhere: '"Everywhere" needs every line: a store that is cut off does not learn of the numbers of others.',
  line: { cut: 'Cut', restored: 'Connected' },
  cut: 'Cut the line',
  restore: 'Restore the line',
  cutOf: 'Cut the line of {{store}}',
  restoreOf: 'Restore the line of {{store}}',
  countOf: 'Customers to create at {{store}}',
  create: 'Create customers',
  createOf: 'Create customers here, at {{store}}',
  headquarters: 'Headquarters',
  waitingAtStore: 'Waiting at the store',
  atHeadquarters: 'Arrived at headquarters',
  numberedEverywhere: 'With a number everywhere',
  created_one: '{{count}} customer created here',
  created_other: '{{count}} customers created here',
  noneCreated: 'No sample customers yet',
  convergedTitle: 'All converged after {{time}}',
  convergedText_one:
    '{{count}} customer has its account number in every store. Nothing is lost, nothing is there twice.',
  convergedText_other:
    '{{count}} customers have their account numbers in every store. Nothing is lost, nothing is there twice.',
  convergingTitle: 'Converging: {{time}}',
  convergingText_one: '{{count}} of {{all}} customers does not have its number everywhere yet.',
  convergingText_other: '{{count}} of {{all}} customers do not have their number everywhere yet.',
  heldUp_one: '{{count}} line is cut: what waits behind it, and what it should learn, comes when it is restored.',
  heldUp_other:
    '{{count}} lines are cut: what waits behind them, and what they should learn, comes when they are restored.',
  idleTitle: 'Nothing under way',
  idleText: 'Create some customers at a store, with its line cut or not.',
  restoreAll: 'Restore all lines',
  clear: 'Begin anew',
  clearHint: 'Stops counting these customers. They stay in the demonstration.',
};

const fr: Texts<typeof en> = {
  title: 'Simulateur de coupure',
  help: "Coupez la ligne d'un magasin vers le siège, créez-y des clients comme si de rien n'était, rétablissez la ligne et regardez-les arriver. Chaque chiffre est demandé aux nœuds eux-mêmes : à la base du siège et à chaque magasin, comme une caisse le demande.",
  explainTitle: 'Ce que l’on voit',
  explainCreate:
    "Un magasin enregistre le client dans sa propre base avant de répondre : une ligne coupée ne change rien pour l'acheteur. Tant que le siège ne lui a pas donné de numéro de compte, il attend : « En attente de synchronisation ».",
  explainRestore:
    "Une fois la ligne rétablie, le magasin envoie ce qui attend (tâche P), le siège en fait des comptes (synchroniser les clients), et la tâche 1010 apporte les numéros à chaque magasin. Rien n'est créé deux fois, quoi qu'il ait été en cours au moment de la coupure.",
  explainEverywhere: '« Partout » exige toutes les lignes : un magasin coupé n’apprend pas les numéros des autres.',
  line: { cut: 'Coupée', restored: 'Connectée' },
  cut: 'Couper la ligne',
  restore: 'Rétablir la ligne',
  cutOf: 'Couper la ligne de {{store}}',
  restoreOf: 'Rétablir la ligne de {{store}}',
  countOf: 'Clients à créer à {{store}}',
  create: 'Créer des clients',
  createOf: 'Créer des clients ici, à {{store}}',
  headquarters: 'Siège',
  waitingAtStore: 'En attente au magasin',
  atHeadquarters: 'Arrivés au siège',
  numberedEverywhere: 'Avec un numéro partout',
  created_one: '{{count}} client créé ici',
  created_other: '{{count}} clients créés ici',
  noneCreated: "Pas encore de clients d'essai",
  convergedTitle: 'Tout a convergé en {{time}}',
  convergedText_one: '{{count}} client a son numéro de compte dans chaque magasin. Rien de perdu, rien en double.',
  convergedText_other:
    '{{count}} clients ont leur numéro de compte dans chaque magasin. Rien de perdu, rien en double.',
  convergingTitle: 'Convergence : {{time}}',
  convergingText_one: "{{count}} client sur {{all}} n'a pas encore son numéro partout.",
  convergingText_other: "{{count}} clients sur {{all}} n'ont pas encore leur numéro partout.",
  heldUp_one:
    "{{count}} ligne est coupée : ce qui attend derrière elle, et ce qu'elle doit apprendre, viendra à son rétablissement.",
  heldUp_other:
    "{{count}} lignes sont coupées : ce qui attend derrière elles, et ce qu'elles doivent apprendre, viendra à leur rétablissement.",
  idleTitle: 'Rien en cours',
  idleText: 'Créez quelques clients dans un magasin, sa ligne coupée ou non.',
  restoreAll: 'Rétablir toutes les lignes',
  clear: 'Recommencer',
  clearHint: 'Arrête de compter ces clients. Ils restent dans la démonstration.',
};

/** The texts of these pages. */
export const simulatorTexts = { en, fr };
