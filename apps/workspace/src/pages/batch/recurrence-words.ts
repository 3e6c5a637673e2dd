import type { Language } from '@counterfoil/contracts/error-register';
import { choiceOf, type RecurrenceChoice } from './recurrence-choice.ts';

/** A Sunday: the days of a cron expression are counted from one. */
const sundayMs = Date.UTC(2024, 0, 7);
const dayMs = 24 * 60 * 60 * 1_000;

/** The name of a day of the week, 0 being Sunday. */
export function dayName(day: number, language: Language): string {
  return new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' }).format(sundayMs + day * dayMs);
}

/** A recurrence in plain words: *Every day at 02:30 (Europe/Paris)*. */
export function recurrenceWords(recurrence: string, language: Language): string {
  const choice = choiceOf(recurrence);
  const words = language === 'fr' ? inFrench(choice) : inEnglish(choice);
  return 'timeZone' in choice && needsZone(choice) ? `${words} (${choice.timeZone})` : words;
}

/* In every time zone that the product's users have, an hour begins at a full quarter of one. */
function needsZone({ kind }: RecurrenceChoice): boolean {
  return kind !== 'minutes';
}

function inEnglish(choice: RecurrenceChoice): string {
  switch (choice.kind) {
    case 'off':
      return 'Off: never by itself';
    case 'continuous':
      return 'Continuously: within seconds of anything to do';
    case 'minutes':
      return choice.every === 1 ? 'Every minute' : `Every ${choice.every} minutes`;
    case 'hourly':
      return choice.minute === 0 ? 'Every hour, on the hour' : `Every hour, ${choice.minute} minutes past`;
    case 'daily':
      return `Every day at ${choice.time}`;
    case 'weekly':
      return `Every ${namesOf(choice.days, 'en')} at ${choice.time}`;
    case 'cron':
      return `By the cron expression ${choice.expression}`;
  }
}

function inFrench(choice: RecurrenceChoice): string {
  switch (choice.kind) {
    case 'off':
      return "Désactivée : jamais d'elle-même";
    case 'continuous':
      return "En continu : quelques secondes après qu'il y a à faire";
    case 'minutes':
      return choice.every === 1 ? 'Toutes les minutes' : `Toutes les ${choice.every} minutes`;
    case 'hourly':
      return choice.minute === 0
        ? 'Toutes les heures, à l’heure pile'
        : `Toutes les heures, à ${choice.minute} minutes`;
    case 'daily':
      return `Tous les jours à ${choice.time}`;
    case 'weekly':
      return `Chaque ${namesOf(choice.days, 'fr')} à ${choice.time}`;
    case 'cron':
      return `Selon l'expression cron ${choice.expression}`;
  }
}

function namesOf(days: readonly number[], language: Language): string {
  const names = days.map((day) => dayName(day, language));
  return new Intl.ListFormat(language, { type: 'conjunction' }).format(names);
}
