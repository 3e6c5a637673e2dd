/** Waits for all of `works`; aborts `failed` at the first that fails, and throws its error when all have ended. */
export async function settleAll(works: readonly Promise<void>[], failed: AbortController): Promise<void> {
  const outcomes = await Promise.allSettled(
    works.map(async (work) => {
      try {
        await work;
      } catch (error) {
        failed.abort();
        throw error;
      }
    }),
  );
  const rejected = outcomes.find((outcome) => outcome.status === 'rejected');
  if (rejected) throw rejected.reason;
}
