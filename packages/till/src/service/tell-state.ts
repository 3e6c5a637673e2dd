import type { Engine } from './engine.ts';
import { viewOf } from './till-state.ts';
import type { TillState } from './till-service.ts';

/** Changes within this time are told together, in milliseconds. */
const togetherMs = 50;

/** The state now, with the version under which everybody knows it: whoever asks first after a change tells all others. */
export function presentState(engine: Engine): Promise<TillState> {
  const inTurn = engine.viewing.then(() => presentedState(engine));
  engine.viewing = inTurn.catch(() => undefined);
  return inTurn;
}

/* One after the other: what was read before a change is never told after what was read since. */
async function presentedState(engine: Engine): Promise<TillState> {
  const view = await viewOf(engine);
  const content = JSON.stringify(view);
  const { toldState } = engine;
  if (content === toldState.content) return { version: toldState.version, ...view };
  engine.toldState = { version: toldState.version + 1, content };
  const state = { version: engine.toldState.version, ...view };
  engine.emit({ kind: 'state', state });
  return state;
}

/** Something of the state may be another: every tab is told soon. */
export function stateChanged(engine: Engine): void {
  if (engine.isTelling || engine.closing.signal.aborted) return;
  engine.isTelling = true;
  void tellSoon(engine).catch((error: unknown) => engine.seams.log.error({ error: String(error) }, 'state not told'));
}

async function tellSoon(engine: Engine): Promise<void> {
  await engine.seams.clock.sleep(togetherMs, engine.closing.signal);
  engine.isTelling = false;
  if (engine.closing.signal.aborted) return;
  await presentState(engine);
}
