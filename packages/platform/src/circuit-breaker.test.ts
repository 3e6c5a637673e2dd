import { expect, test } from 'vitest';
import { CircuitOpen, createCircuitBreaker } from './circuit-breaker.ts';

function createCircuit() {
  let nowMs = 0;
  const clock = { now: () => new Date(0), monotonicMs: () => nowMs, sleep: async () => undefined };
  const circuit = createCircuitBreaker({
    name: 'Real-time Service',
    clock,
    random: { next: () => 0 },
    failureCountMax: 3,
    retryDelayMs: 100,
    retryDelayMaxMs: 400,
  });
  const outage = (): Promise<unknown> =>
    circuit
      .call(
        () => Promise.reject(new Error('refused')),
        () => true,
      )
      .catch(String);
  const answer = (): Promise<string> =>
    circuit.call(
      async () => 'answered',
      () => true,
    );
  return { circuit, outage, answer, pass: (delayMs: number) => void (nowMs += delayMs) };
}

test('the circuit opens after the given number of outages in a row and then refuses at once', async () => {
  const { circuit, outage, answer } = createCircuit();
  for (let count = 0; count < 2; count++) await outage();
  await answer();
  for (let count = 0; count < 2; count++) await outage();
  expect(circuit.state()).toBe('closed');
  await outage();
  expect(circuit.state()).toBe('open');
  await expect(answer()).rejects.toBeInstanceOf(CircuitOpen);
});

test('a business refusal proves that headquarters answers', async () => {
  const { circuit, outage } = createCircuit();
  for (let count = 0; count < 2; count++) await outage();
  await expect(
    circuit.call(
      () => Promise.reject(new Error('no such group')),
      () => false,
    ),
  ).rejects.toThrow('no such group');
  await outage();
  expect(circuit.state()).toBe('closed');
});

test('after the wait one probe at a time is let through, and its success closes the circuit', async () => {
  const { circuit, outage, answer, pass } = createCircuit();
  for (let count = 0; count < 3; count++) await outage();
  pass(100);
  expect(circuit.state()).toBe('halfOpen');
  let finish: (value: string) => void = () => undefined;
  const probe = circuit.call(
    () => new Promise<string>((resolve) => (finish = resolve)),
    () => true,
  );
  await expect(answer()).rejects.toBeInstanceOf(CircuitOpen);
  finish('answered');
  expect(await probe).toBe('answered');
  expect(circuit.state()).toBe('closed');
});

test('each failed probe doubles the wait up to its bound, and a success starts again at the first wait', async () => {
  const { circuit, outage, pass } = createCircuit();
  for (let count = 0; count < 3; count++) await outage();
  for (const waitMs of [100, 200, 400, 400]) {
    pass(waitMs - 1);
    expect(circuit.state()).toBe('open');
    pass(1);
    expect(circuit.state()).toBe('halfOpen');
    await outage();
  }
  circuit.succeeded();
  for (let count = 0; count < 3; count++) circuit.failed();
  pass(100);
  expect(circuit.state()).toBe('halfOpen');
});

test('the background probe closes the circuit without a call of a user', async () => {
  const { circuit, answer } = createCircuit();
  for (let count = 0; count < 3; count++) circuit.failed();
  expect(circuit.state()).toBe('open');
  circuit.succeeded();
  expect(await answer()).toBe('answered');
});

test('a call that began before the circuit opened neither closes nor prolongs it', async () => {
  const { circuit, outage } = createCircuit();
  let finish: (value: string) => void = () => undefined;
  const slow = circuit.call(
    () => new Promise<string>((resolve) => (finish = resolve)),
    () => true,
  );
  for (let count = 0; count < 3; count++) await outage();
  finish('late');
  await slow;
  expect(circuit.state()).toBe('open');
});

test('jitter shortens a wait by at most half', () => {
  let nowMs = 0;
  const clock = { now: () => new Date(0), monotonicMs: () => nowMs, sleep: async () => undefined };
  const circuit = createCircuitBreaker({
    name: 'Real-time Service',
    clock,
    random: { next: () => 0.999 },
    failureCountMax: 1,
    retryDelayMs: 100,
    retryDelayMaxMs: 100,
  });
  circuit.failed();
  nowMs = 50;
  expect(circuit.state()).toBe('open');
  nowMs = 51;
  expect(circuit.state()).toBe('halfOpen');
});
