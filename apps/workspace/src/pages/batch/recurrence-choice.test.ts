import { describe, expect, it } from 'vitest';
import { choiceOf, recurrenceOf, withKind } from './recurrence-choice.ts';
import { recurrenceWords } from './recurrence-words.ts';

describe('the choice of a recurrence', () => {
  it.each([
    'off',
    'continuous',
    '* * * * *',
    '*/5 * * * *',
    '15 * * * *',
    '30 2 * * * Europe/Paris',
    '0 6 * * 1,4 America/Chicago',
    '0,7 3-5 1 * *',
    '*/7 * * * *',
  ])('reads %s and gives it back', (recurrence) => {
    expect(recurrenceOf(choiceOf(recurrence))).toBe(recurrence);
  });

  it('shows what it has no kind for as a cron expression', () => {
    expect(choiceOf('*/7 * * * *').kind).toBe('cron');
    expect(choiceOf('0 2 1 * *').kind).toBe('cron');
    expect(choiceOf('0 2 * * MON').kind).toBe('cron');
  });

  it('is not complete without a time, a day or an expression', () => {
    expect(recurrenceOf({ kind: 'daily', time: '', timeZone: 'UTC' })).toBeNull();
    expect(recurrenceOf({ kind: 'weekly', days: [], time: '02:00', timeZone: 'UTC' })).toBeNull();
    expect(recurrenceOf({ kind: 'cron', expression: '  ', timeZone: 'UTC' })).toBeNull();
  });

  it('keeps time and time zone when the kind changes, and begins in the zone of whoever chooses', () => {
    const daily = choiceOf('30 2 * * * Europe/Paris');
    expect(recurrenceOf(withKind(daily, 'weekly', 'UTC'))).toBe('30 2 * * 1 Europe/Paris');
    expect(recurrenceOf(withKind(daily, 'cron', 'UTC'))).toBe('30 2 * * * Europe/Paris');
    expect(recurrenceOf(withKind({ kind: 'off' }, 'daily', 'Asia/Tokyo'))).toBe('0 2 * * * Asia/Tokyo');
  });
});

describe('a recurrence in plain words', () => {
  it.each([
    ['off', 'Off: never by itself', "Désactivée : jamais d'elle-même"],
    ['*/5 * * * *', 'Every 5 minutes', 'Toutes les 5 minutes'],
    ['0 * * * *', 'Every hour, on the hour (UTC)', 'Toutes les heures, à l’heure pile (UTC)'],
    ['30 2 * * * Europe/Paris', 'Every day at 02:30 (Europe/Paris)', 'Tous les jours à 02:30 (Europe/Paris)'],
    ['0 6 * * 1,4', 'Every Monday and Thursday at 06:00 (UTC)', 'Chaque lundi et jeudi à 06:00 (UTC)'],
    ['0 2 1 * *', 'By the cron expression 0 2 1 * * (UTC)', "Selon l'expression cron 0 2 1 * * (UTC)"],
  ])('%s', (recurrence, en, fr) => {
    expect(recurrenceWords(recurrence, 'en')).toBe(en);
    expect(recurrenceWords(recurrence, 'fr')).toBe(fr);
  });
});
