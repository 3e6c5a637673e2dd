import { createContext, useCallback, useContext, useEffect, useRef, useSyncExternalStore } from 'react';
import type { TillEvent, TillService, TillState } from '@counterfoil/till/service/till-service';

/** How a tab reaches the engine of the till: the service, what the engine tells by itself, and the last state told. */
export interface TillClient {
  readonly service: TillService;
  /** Calls `listener` for every event from now on; answers how to stop that. */
  subscribe(listener: (event: TillEvent) => void): () => void;
  /** The last state told; null before the first. The same object as long as nothing changes. */
  lastState(): TillState | null;
}

/** Holds the connection to the engine; put in place once, around the app. */
export const TillContext = createContext<TillClient | null>(null);

function useTillClient(): TillClient {
  const client = useContext(TillContext);
  if (!client) throw new Error('a screen needs the till around it');
  return client;
}

/** The service of the engine. Its refusals are `CodedError`s. */
export function useTill(): TillService {
  return useTillClient().service;
}

/** The state of the till; null until the engine has first told it. Draws again on every change. */
export function useTillState(): TillState | null {
  const client = useTillClient();
  const subscribe = useCallback(
    (onChange: () => void) => client.subscribe((event) => event.kind === 'state' && onChange()),
    [client],
  );
  return useSyncExternalStore(subscribe, () => client.lastState());
}

/** Calls `listener` for everything that the engine tells by itself, as long as the component is shown. */
export function useTillEvents(listener: (event: TillEvent) => void): void {
  const client = useTillClient();
  const latest = useRef(listener);
  useEffect(() => {
    latest.current = listener;
  });
  useEffect(() => client.subscribe((event) => latest.current(event)), [client]);
}
