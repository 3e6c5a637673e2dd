const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as it may stand in HTML, in an attribute too. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/gu, (character) => entities[character] ?? character);
}

/** A piece of a page, whose texts are escaped. */
export class Markup {
  readonly source: string;

  constructor(source: string) {
    this.source = source;
  }
}

/** A piece of a page of its parts: pieces stay as they are, texts are escaped. */
export function markup(
  strings: TemplateStringsArray,
  ...parts: readonly (Markup | string | readonly Markup[])[]
): Markup {
  return new Markup(strings.map((string, index) => string + sourceOf(parts[index] ?? '')).join(''));
}

function sourceOf(part: Markup | string | readonly Markup[]): string {
  if (typeof part === 'string') return escapeHtml(part);
  return part instanceof Markup ? part.source : part.map(({ source }) => source).join('');
}
