import { describe, expect, it } from 'vitest';
import { customerHistory, type CustomerWay, type HistoryEntry } from './customer-history.ts';

const now = new Date('2030-05-02T09:00:00.000Z');
const creation: HistoryEntry = {
  kind: 'create',
  status: 'pending',
  recordedAt: '2030-05-02T08:42:10.000Z',
  decidedAt: null,
  problem: null,
};
const way: CustomerWay = {
  customerAccountNumber: null,
  entries: [creation],
  isOffline: true,
  queuedCustomers: 3,
  trace: null,
};

function told(changes: Partial<CustomerWay>, entry: Partial<HistoryEntry> = {}): Record<'en' | 'fr', string[]> {
  const whole = { ...way, entries: [{ ...creation, ...entry }], ...changes };
  const inLanguage = (language: 'en' | 'fr'): string[] => {
    const { steps, next } = customerHistory(whole, { language, now, timeZone: 'Europe/Paris' });
    /* Which space stands before AM is up to the machine. */
    const plain = (text: string): string => text.replaceAll('\u{202F}', ' ');
    return [
      ...steps.map(({ text, at, state }) => `${state}: ${text}${at ? ` @${at.slice(11, 16)}` : ''}`),
      `next: ${next}`,
    ].map(plain);
  };
  return { en: inLanguage('en'), fr: inLanguage('fr') };
}

describe('the way of a customer, told to whoever stands at the till', () => {
  it('waits for the network since the time on the wall, as its reader writes it, with all who wait; no step tells its time twice', () => {
    expect(told({})).toEqual({
      en: [
        'done: Recorded on this till @08:42',
        'now: Waiting for the network since 10:42 AM; 3 customers queued',
        'later: Headquarters gives it a number',
        'next: Waiting for the network since 10:42 AM; 3 customers queued',
      ],
      fr: [
        'done: Enregistré sur cette caisse @08:42',
        'now: En attente du réseau depuis 10:42 ; 3 clients en file',
        'later: Le siège lui attribue un numéro',
        'next: En attente du réseau depuis 10:42 ; 3 clients en file',
      ],
    });
  });

  it('counts one customer as one', () => {
    const { en, fr } = told({ queuedCustomers: 1 });
    expect([en.at(-1), fr.at(-1)]).toEqual([
      'next: Waiting for the network since 10:42 AM; 1 customer queued',
      'next: En attente du réseau depuis 10:42 ; 1 client en file',
    ]);
  });

  it('names the day when it was not today', () => {
    const { en, fr } = told({}, { recordedAt: '2030-04-30T08:42:10.000Z' });
    expect([en.at(-1), fr.at(-1)]).toEqual([
      'next: Waiting for the network since Apr 30, 10:42 AM; 3 customers queued',
      'next: En attente du réseau depuis 30 avr., 10:42 ; 3 clients en file',
    ]);
  });

  it('is at headquarters once it is delivered', () => {
    const { en, fr } = told({ isOffline: false }, { status: 'delivered' });
    expect(en).toContain('now: At headquarters, waiting for its number');
    expect(fr).toContain('now: Au siège, en attente de son numéro');
  });

  it('has its number since the till learned it', () => {
    const known = { customerAccountNumber: 'C-000000123', isOffline: false };
    const { en, fr } = told(known, { status: 'completed', decidedAt: '2030-05-02T08:45:00.000Z' });
    expect([en.slice(2), fr.slice(2)]).toEqual([
      ['done: Number C-000000123 @08:45', 'next: Nothing more to do'],
      ['done: Numéro C-000000123 @08:45', 'next: Plus rien à faire'],
    ]);
  });

  it('needs attention with the reason of the register, never with the words of a database', () => {
    const failed = { status: 'failed', decidedAt: '2030-05-02T08:45:00.000Z' } as const;
    const known = told(
      {},
      { ...failed, problem: { code: 'customer_group_unknown', field: '', parameters: { value: '99' } } },
    );
    expect(known.en).toContain('problem: Needs attention: Unknown customer group "99". @08:45');
    expect(known.fr).toContain('problem: À corriger : Groupe de clients inconnu « 99 ». @08:45');
    const unknown = told({}, { ...failed, problem: { code: '23505', field: '' } });
    expect(unknown.en).toContain('problem: Needs attention: the reason is told at headquarters @08:45');
  });

  it('of a customer of another till is its number alone', () => {
    expect(told({ entries: [], customerAccountNumber: 'C-000000007' }).en).toEqual([
      'done: Number C-000000007',
      'next: Nothing more to do',
    ]);
  });

  describe('with what the scale unit tells', () => {
    const trace = { recordedAt: '2030-05-02T08:43:00.000Z', isSent: false, processedAt: null, numberAt: null };

    it('says that it is still in the store, and since when', () => {
      const { en, fr } = told({ isOffline: false, trace }, { status: 'delivered' });
      expect(en.slice(1)).toEqual([
        "done: Delivered to the store's server @08:43",
        "now: At the store's server, waiting to go to headquarters",
        "next: The store's server sends it to headquarters; its number then appears here by itself",
      ]);
      expect(fr).toContain('now: Au serveur du magasin, en attente d’envoi au siège');
      const sent = told({ isOffline: false, trace: { ...trace, isSent: true } }, { status: 'delivered' });
      expect(sent.en).toContain('now: At headquarters, waiting for its number');
    });

    it('says when headquarters has processed it', () => {
      const processed = { ...trace, isSent: true, processedAt: '2030-05-02T08:44:00.000Z' };
      const known = { customerAccountNumber: 'C-000000123', isOffline: false, trace: processed };
      const { en } = told(known, { status: 'completed', decidedAt: '2030-05-02T08:45:00.000Z' });
      expect(en.slice(2, 4)).toEqual(['done: Processed by headquarters @08:44', 'done: Number C-000000123 @08:45']);
    });

    it('of another till of the store, says when it was recorded there', () => {
      const arrived = { ...trace, isSent: true, numberAt: '2030-05-02T08:50:00.000Z' };
      expect(told({ entries: [], customerAccountNumber: 'C-000000007', trace: arrived }).en).toEqual([
        'done: Recorded in this store @08:43',
        'done: Number C-000000007 @08:50',
        'next: Nothing more to do',
      ]);
    });
  });
});
