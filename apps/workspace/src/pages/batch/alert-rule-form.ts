import type { Named } from '../../shell/page-entry.ts';
import type { SettingForm, SettingValue } from '../../ui/setting-form/setting-form.ts';

const conditions: Readonly<Record<string, Named>> = {
  jobFailed: { en: 'A job failed', fr: 'Une tâche a échoué' },
  jobLate: { en: 'A job is late, off or missing', fr: 'Une tâche est en retard, désactivée ou manque' },
  jobWithheld: { en: 'A job is withheld for long', fr: 'Une tâche est retenue longtemps' },
  jobRunsLong: { en: 'A run takes long', fr: 'Une exécution dure longtemps' },
  customersPending: { en: 'Customers wait for long', fr: 'Des clients attendent longtemps' },
  downloadSuspended: { en: 'A download session is suspended', fr: 'Une session de téléchargement est suspendue' },
  numberSequence: { en: 'A number sequence comes to its end', fr: 'Une souche de numéros arrive à sa fin' },
};

const aboutJobs = new Set(['jobFailed', 'jobLate', 'jobWithheld', 'jobRunsLong']);
const lasting = new Set(['jobWithheld', 'jobRunsLong', 'customersPending']);

function has(names: ReadonlySet<string>): (value: SettingValue) => boolean {
  return ({ condition }) => typeof condition === 'string' && names.has(condition);
}

/** How alert rules are edited. */
export const alertRuleForm: SettingForm = {
  kind: 'alert-rules',
  help: {
    en: 'What is raised as an alert, and who is written to. The rules are looked at every minute by the job Process alerts; each raising is written about once, and what comes back within an hour is the same alert.',
    fr: "Ce qui lève une alerte, et à qui l'on écrit. La tâche Traiter les alertes regarde les règles chaque minute ; chaque levée donne lieu à un seul e-mail, et ce qui revient dans l'heure est la même alerte.",
  },
  columns: ['alertRuleId', 'name', 'condition', 'minutes', 'active'],
  fresh: { active: true, condition: 'jobFailed', minutes: 30, languageId: 'en' },
  groups: [
    {
      title: { en: 'Rule', fr: 'Règle' },
      fields: [
        {
          name: 'alertRuleId',
          label: { en: 'Alert rule', fr: "Règle d'alerte" },
          help: { en: 'A short name that does not change.', fr: 'Un nom court qui ne change pas.' },
          editor: { type: 'text' },
        },
        {
          name: 'name',
          label: { en: 'Name', fr: 'Nom' },
          help: { en: 'Stands in the subject of the e-mails.', fr: "Figure dans l'objet des e-mails." },
          editor: { type: 'text' },
        },
        {
          name: 'active',
          label: { en: 'Active', fr: 'Active' },
          help: {
            en: 'The alerts of a rule that is not active go.',
            fr: "Les alertes d'une règle qui n'est pas active disparaissent.",
          },
          editor: { type: 'switch' },
        },
        {
          name: 'condition',
          label: { en: 'Condition', fr: 'Condition' },
          help: { en: 'What is looked for.', fr: 'Ce qui est recherché.' },
          editor: { type: 'choice', options: conditions },
        },
        {
          name: 'job',
          label: { en: 'Job', fr: 'Tâche' },
          help: {
            en: 'Name or alias, as on the page Batch jobs; empty: every job.',
            fr: 'Nom ou alias, comme à la page Traitements par lots ; vide : toutes les tâches.',
          },
          editor: { type: 'text' },
          isShown: has(aboutJobs),
        },
        {
          name: 'minutes',
          label: { en: 'After', fr: 'Après' },
          help: { en: 'How long it must have been so.', fr: 'Depuis combien de temps il doit en être ainsi.' },
          editor: { type: 'number', unit: { en: 'minutes', fr: 'minutes' } },
          isShown: has(lasting),
        },
      ],
    },
    {
      title: { en: 'E-mail', fr: 'E-mail' },
      fields: [
        {
          name: 'emailAddresses',
          label: { en: 'To', fr: 'À' },
          help: {
            en: 'Nobody: alerts are only shown. E-mails need a mail server in the configuration of headquarters.',
            fr: 'Personne : les alertes sont seulement montrées. Les e-mails supposent un serveur de messagerie dans la configuration du siège.',
          },
          editor: { type: 'texts' },
        },
        {
          name: 'senderAddress',
          label: { en: 'From', fr: 'De' },
          help: {
            en: 'An address that your mail server accepts as a sender.',
            fr: 'Une adresse que votre serveur de messagerie accepte comme expéditeur.',
          },
          editor: { type: 'text' },
        },
        {
          name: 'languageId',
          label: { en: 'Language', fr: 'Langue' },
          help: { en: 'Of the e-mails.', fr: 'Des e-mails.' },
          editor: {
            type: 'choice',
            options: { en: { en: 'English', fr: 'Anglais' }, fr: { en: 'French', fr: 'Français' } },
          },
        },
      ],
    },
  ],
};
