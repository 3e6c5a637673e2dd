import { languages } from '@counterfoil/contracts/error-register';
import { notYetCodes } from '@counterfoil/contracts/shopper';
import { expect, test } from 'vitest';
import { refusalSentence } from './refusals.ts';

test.each(languages)(
  'every reason why something is not possible yet is told to shoppers in their words (%s)',
  (language) => {
    const sentenceOf = refusalSentence(language);
    for (const code of notYetCodes) expect(sentenceOf(code), code).toBeTypeOf('string');
  },
);

test('no sentence speaks of what only staff know', () => {
  for (const language of languages) {
    for (const code of notYetCodes) {
      expect(refusalSentence(language)(code)).not.toMatch(
        /headquarters|siège|synchroni|async|feature|fonctionnalité/iu,
      );
    }
  }
});

test('the register speaks where the shop has no words of its own, for whatever text stands for a code', () => {
  expect(refusalSentence('en')('email_invalid')).toBeUndefined();
  expect(refusalSentence('en')('constructor')).toBeUndefined();
});
