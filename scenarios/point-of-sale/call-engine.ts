import type { TillService } from '@counterfoil/till/service/till-service';
import type { Page } from 'playwright-core';

/* In the page, as text: sends one call as every screen does, again whenever a worker begins to take calls. */
const callInPage = `(method, args) => new Promise((resolve) => {
  const channel = new BroadcastChannel('counterfoil-till');
  const callId = crypto.randomUUID();
  const ask = () => channel.postMessage({ kind: 'call', callId, method, args });
  channel.addEventListener('message', ({ data }) => {
    if (data.kind === 'ready') ask();
    if (data.callId !== callId || data.kind === 'call') return;
    channel.close();
    resolve(data.kind === 'answer' ? { value: data.value } : { refused: data.error.code ?? data.error.message });
  });
  ask();
})`;

/* In the page, as text: sends one call, and waits for nothing. */
const tellInPage = `(method, args) => {
  const channel = new BroadcastChannel('counterfoil-till');
  channel.postMessage({ kind: 'call', callId: crypto.randomUUID(), method, args });
  channel.close();
}`;

/** What the engine of a till answered: a value, or the code of its refusal. */
export interface EngineAnswer<T> {
  readonly value?: T;
  readonly refused?: string;
}

type Value<Method extends keyof TillService> = Awaited<ReturnType<TillService[Method]>>;

/** Asks the engine of a till through the messages of its screens, from one of its tabs. */
export async function askEngine<Method extends keyof TillService>(
  page: Page,
  method: Method,
  ...args: Parameters<TillService[Method]>
): Promise<EngineAnswer<Value<Method>>> {
  const given = `${JSON.stringify(method)}, ${JSON.stringify(args)}`;
  return (await page.evaluate(`(${callInPage})(${given})`)) as EngineAnswer<Value<Method>>;
}

/** Has the engine of a till begin what may never be answered: its page or its server goes away meanwhile. */
export async function tellEngine<Method extends keyof TillService>(
  page: Page,
  method: Method,
  ...args: Parameters<TillService[Method]>
): Promise<void> {
  await page.evaluate(`(${tellInPage})(${JSON.stringify(method)}, ${JSON.stringify(args)})`);
}

/** Asks as `askEngine` does; a refusal is an error. */
export async function engineValue<Method extends keyof TillService>(
  page: Page,
  method: Method,
  ...args: Parameters<TillService[Method]>
): Promise<Value<Method>> {
  const { value, refused } = await askEngine(page, method, ...args);
  if (refused !== undefined) throw new Error(`the engine refuses ${method}: ${refused}`);
  return value as Value<Method>;
}
