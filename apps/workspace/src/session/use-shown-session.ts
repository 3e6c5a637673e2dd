import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import type { SessionAnswer } from '@counterfoil/contracts/administration/session';
import type { CodedError } from '@counterfoil/contracts/refusal';
import { bindCalls, read } from '../api/call.ts';
import { sessionKey, type SignedIn } from './session.ts';
import { shownSession, type ShownSession } from './shown-session.ts';

/** How often it is asked whether somebody whose session has ended is back, in milliseconds. */
const backIntervalMs = 2_000;

/** Who is signed in, as headquarters says. */
export interface SessionReading {
  /** Null until the first answer. */
  readonly shown: ShownSession | null;
  readonly answer: SessionAnswer | undefined;
  readonly error: CodedError | null;
  again(): void;
}

/** Reads who is signed in: at the start, when an answer says that nobody is, and when the window is looked at again. */
export function useShownSession(): SessionReading {
  const queries = useQueryClient();
  const [before, setBefore] = useState<SignedIn | null>(null);
  const isWaited = (answer: SessionAnswer | undefined): boolean =>
    answer !== undefined && before !== null && shownSession(before, answer).state !== 'signedIn';
  const { data, error } = useQuery<SessionAnswer, CodedError>({
    queryKey: sessionKey,
    queryFn: ({ signal }) => read<SessionAnswer>('/session', signal),
    refetchOnWindowFocus: 'always',
    refetchInterval: ({ state }) => (isWaited(state.data) ? backIntervalMs : false),
  });
  const again = useCallback(() => void queries.invalidateQueries({ queryKey: sessionKey }), [queries]);
  useEffect(() => bindCalls({ onSignedOut: again }), [again]);
  const shown = data === undefined ? null : shownSession(before, data);
  if (shown?.state === 'signedIn' && shown.session !== before) setBefore(shown.session);
  return { shown, answer: data, error, again };
}
