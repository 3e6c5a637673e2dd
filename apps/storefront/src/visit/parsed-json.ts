/** What a text says that browsers brought; null where it is no JSON, and so none that the shop wrote. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // Whoever reads it checks what it is in any case.
    return null;
  }
}
