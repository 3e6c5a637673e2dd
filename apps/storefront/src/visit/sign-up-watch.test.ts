import { expect, test } from 'vitest';
import { pressedTwiceMs } from './bot-check.ts';
import { SignUpWatch, usualSignUpCountMax, type SentSignUp } from './sign-up-watch.ts';

function watchAt() {
  let nowMs = 0;
  const watch = new SignUpWatch({ monotonicMs: () => nowMs });
  return { watch, pass: (ms: number) => void (nowMs += ms) };
}

let formCount = 0;
const sentFrom = (address: string): SentSignUp => {
  const idempotencyKey = `sign-up.${++formCount}`;
  return { address, token: idempotencyKey, form: { idempotencyKey, openForMs: 10_000 }, trap: '', proof: '' };
};

test('a network that signs up often has to wait, with its neighbours but without other networks', () => {
  const { watch } = watchAt();
  for (let count = 0; count < usualSignUpCountMax; count++) {
    expect(watch.judge(sentFrom(`192.0.2.${count}`))).toBe('person');
  }
  expect(watch.judge(sentFrom('192.0.2.200'))).toBe('toWait');
  expect(watch.isFast('192.0.2.1')).toBe(true);
  expect(watch.judge(sentFrom('198.51.100.1'))).toBe('person');
});

test('ten minutes later it is a network like any other', () => {
  const { watch, pass } = watchAt();
  for (let count = 0; count <= usualSignUpCountMax; count++) watch.judge(sentFrom('192.0.2.1'));
  pass(10 * 60 * 1_000);
  expect(watch.isFast('192.0.2.1')).toBe(false);
  expect(watch.judge(sentFrom('192.0.2.1'))).toBe('person');
});

test('one form is taken once, or when it is pressed twice', () => {
  const { watch, pass } = watchAt();
  const sent = sentFrom('192.0.2.1');
  expect(watch.judge(sent)).toBe('person');
  pass(pressedTwiceMs);
  expect(watch.judge(sent)).toBe('person');
  pass(1);
  expect(watch.judge(sent)).toBe('notTaken');
});

test('what it remembers is bounded: the oldest network gives way', () => {
  const { watch } = watchAt();
  for (let count = 0; count <= usualSignUpCountMax; count++) watch.judge(sentFrom('192.0.2.1'));
  for (let network = 0; network < 10_000; network++) {
    watch.judge(sentFrom(`10.${Math.trunc(network / 250)}.${network % 250}.1`));
  }
  expect(watch.isFast('192.0.2.1')).toBe(false);
});
