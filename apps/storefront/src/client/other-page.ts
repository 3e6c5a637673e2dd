/** What a page of the shop answers, as a document. Throws when it doesn't answer with one. */
export async function otherPage(address: string, options: RequestInit = {}): Promise<Document> {
  const response = await fetch(address, { ...options, headers: { accept: 'text/html' }, credentials: 'same-origin' });
  /* Whoever was signed out meanwhile is led elsewhere, and sees it at the next click. */
  if (!response.ok || response.redirected) throw new Error(`answered ${response.status}`);
  return new DOMParser().parseFromString(await response.text(), 'text/html');
}
