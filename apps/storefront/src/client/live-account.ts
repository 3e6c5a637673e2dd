import { otherPage } from './other-page.ts';

const firstDelayMs = 2_000;
const delayMsMax = 30_000;
const delayGrowth = 1.5;
const askedCountMax = 60;

/** Shows the customer number when it has arrived, or what has waited for it, without loading the page. */
export function watchAccount(page: Document): void {
  const waiting = page.querySelector<HTMLElement>('[data-live]');
  if (waiting) void watch(waiting);
}

async function watch(waiting: HTMLElement): Promise<void> {
  const state = waiting.dataset['live'] ?? '';
  let delayMs = firstDelayMs;
  for (let count = 0; count < askedCountMax; count++) {
    await pause(delayMs);
    /* Nobody looks: the next look asks again. */
    if (document.hidden) continue;
    if (await hasArrived(state)) return exchange(waiting);
    delayMs = Math.min(delayMs * delayGrowth, delayMsMax);
  }
}

/** False as well while the shop doesn't answer: it is asked again. */
async function hasArrived(state: string): Promise<boolean> {
  try {
    const response = await fetch(state, { headers: { accept: 'application/json' } });
    return response.ok && ((await response.json()) as { isPending?: unknown }).isPending === false;
  } catch {
    // The line is down, or the answer is no JSON of ours.
    return false;
  }
}

async function exchange(waiting: HTMLElement): Promise<void> {
  try {
    const fresh = (await otherPage(location.href)).getElementById(waiting.id);
    if (!fresh) return;
    /* A form that comes is not read out whole. */
    if (!fresh.querySelector('form')) fresh.setAttribute('role', 'status');
    waiting.replaceWith(fresh);
  } catch {
    // The page stays as it was; loading it again shows the number.
  }
}

function pause(delayMs: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, delayMs);
  });
}
