/* Passes calls of a test or a measurement on to the worker with the vault. */

const worker = new Worker(new URL('./storage-worker.ts', import.meta.url), { type: 'module' });
let callCount = 0;

function call(name: string, ...args: unknown[]): Promise<unknown> {
  const callId = ++callCount;
  return new Promise((resolve, reject) => {
    const receive = ({ data }: MessageEvent<{ callId: number; value?: unknown; error?: string }>): void => {
      if (data.callId !== callId) return;
      worker.removeEventListener('message', receive);
      if (data.error === undefined) resolve(data.value);
      else reject(new Error(data.error));
    };
    worker.addEventListener('message', receive);
    worker.postMessage({ callId, name, args });
  });
}

Object.assign(globalThis, { call });
