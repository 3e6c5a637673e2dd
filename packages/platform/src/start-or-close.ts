/**
 * Starts something made of parts: `start` defers on the stack how each part is closed. When it fails, the parts that
 * were open by then are closed, last opened first, and nothing is left running.
 */
export async function startOrClose<Running>(
  start: (closing: AsyncDisposableStack) => Promise<Running>,
): Promise<Running> {
  const closing = new AsyncDisposableStack();
  try {
    return await start(closing);
  } catch (error) {
    await closing.disposeAsync();
    throw error;
  }
}
