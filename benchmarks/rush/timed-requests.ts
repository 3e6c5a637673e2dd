/** One request of a browser and how long its answer took to begin. */
export interface TimedRequest {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly durationMs: number;
}

/** Requests of one browser. */
export interface TimedRequests {
  readonly fetch: (url: string, options: RequestInit) => Promise<Response>;
  readonly requests: readonly TimedRequest[];
}

/** A pair of eyes on the requests of one browser; `isPressedTwice` sends every form to `shopUrl` twice at once. */
export function timeRequests({ shopUrl, isPressedTwice }: TimedOptions): TimedRequests {
  const requests: TimedRequest[] = [];
  return {
    requests,
    fetch: async (address, options) => {
      const url = new URL(address);
      const isForm = options.method === 'POST' && url.origin === shopUrl;
      const earlierPress = isPressedTwice && isForm ? press(url, options) : null;
      const startMs = performance.now();
      const answer = await fetch(url, options);
      const durationMs = performance.now() - startMs;
      requests.push({ method: options.method ?? 'GET', path: url.pathname, status: answer.status, durationMs });
      await earlierPress;
      return answer;
    },
  };
}

interface TimedOptions {
  readonly shopUrl: string;
  readonly isPressedTwice: boolean;
}

/** The first of two presses: the server gets it, and the browser has given up its answer for that of the second. */
async function press(url: URL, options: RequestInit): Promise<void> {
  await (await fetch(url, options)).arrayBuffer();
}
