/**
 * Runs `work` when asked, one run at a time; whoever asks during a run causes one more, so nothing that came before the
 * asking is missed. Failures go to `onFailure`; the next asking tries again.
 */
export function coalesce(work: () => Promise<void>, onFailure: (error: unknown) => void): () => void {
  let running = false;
  let again = false;
  const run = async (): Promise<void> => {
    running = true;
    do {
      again = false;
      try {
        await work();
      } catch (error) {
        onFailure(error);
      }
    } while (again);
    running = false;
  };
  return () => {
    if (running) again = true;
    else void run();
  };
}
