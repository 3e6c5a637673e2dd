import { errorRegister, languages } from '@counterfoil/contracts/error-register';
import { notYetMessages } from '@counterfoil/contracts/not-yet-messages';
import { notYetCodes } from '@counterfoil/contracts/shopper';
import { expect, test } from 'vitest';
import { refusalSentence } from './refusals.ts';

test.each(languages)('what is tried while it is not possible yet is refused as it was told before (%s)', (language) => {
  const sentenceOf = refusalSentence(language);
  for (const code of notYetCodes) expect(sentenceOf(code)).toContain(notYetMessages[code][language]);
});

test.each(languages)('no sentence speaks of what only staff know (%s)', (language) => {
  const told = Object.keys(errorRegister).flatMap((code) => refusalSentence(language)(code) ?? []);
  expect(told.length).toBeGreaterThan(notYetCodes.length);
  for (const sentence of told) {
    expect(sentence).not.toMatch(/headquarters|siège|synchroni|async|feature|fonctionnalité/iu);
  }
});

test('the register speaks where the shop has no words of its own, for whatever text stands for a code', () => {
  expect(refusalSentence('en')('email_invalid')).toBeUndefined();
  expect(refusalSentence('en')('constructor')).toBeUndefined();
});
