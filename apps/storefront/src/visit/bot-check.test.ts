import { describe, expect, it, test } from 'vitest';
import { proofOf } from '../client/proof.ts';
import {
  isProofOf,
  judgeSignUp,
  personTakesMsMin,
  pressedTwiceMs,
  proofBitCount,
  waitMs,
  type SignUpSigns,
} from './bot-check.ts';

const person: SignUpSigns = {
  trap: '',
  openForMs: personTakesMsMin,
  sentBeforeMs: null,
  hasProof: false,
  isNetworkFast: false,
};

describe('a form for signing up', () => {
  it.each<[string, Partial<SignUpSigns>, ReturnType<typeof judgeSignUp>]>([
    ['of a person is taken', {}, 'person'],
    ['with the field that nobody sees filled in is not', { trap: 'https://robot.example' }, 'notTaken'],
    ['sent faster than a person can is not', { openForMs: personTakesMsMin - 1 }, 'notTaken'],
    ['pressed twice is taken', { sentBeforeMs: pressedTwiceMs }, 'person'],
    ['sent again later is not', { sentBeforeMs: pressedTwiceMs + 1 }, 'notTaken'],
    ['of a busy network has to wait', { isNetworkFast: true, openForMs: waitMs - 1 }, 'toWait'],
    ['of a busy network is taken after the wait', { isNetworkFast: true, openForMs: waitMs }, 'person'],
    ['of a busy network is taken with a proof', { isNetworkFast: true, hasProof: true }, 'person'],
    ['that the script sent by itself is taken at once', { hasProof: true, openForMs: 0 }, 'person'],
    ['is not taken for a proof when the trap is filled in', { hasProof: true, trap: 'x' }, 'notTaken'],
    ['is not taken twice for one proof', { hasProof: true, sentBeforeMs: pressedTwiceMs + 1 }, 'notTaken'],
  ])('%s', (_sentence, signs, verdict) => {
    expect(judgeSignUp({ ...person, ...signs })).toBe(verdict);
  });
});

test('what the script works out is a proof for its form, and for no other', async () => {
  const proof = await proofOf('token of one form', proofBitCount);
  expect(isProofOf('token of one form', proof)).toBe(true);
  expect(isProofOf('token of another form', proof)).toBe(false);
});

test('no proof is not one, nor is a guess, nor anything long', () => {
  for (const proof of ['', '0', ' '.repeat(21)]) expect(isProofOf('token of one form', proof)).toBe(false);
});
