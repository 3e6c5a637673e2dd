/*
 * A page as somebody sees it who has no script: its text, its forms and what stands in them. Reads the pages of the shop
 * and of the development identity provider, which are well-formed; it is no reader of any HTML.
 */

/** A button that sends a form. */
export interface SeenButton {
  readonly name: string;
  readonly value: string;
  readonly text: string;
}

/** A form with what stands in it. */
export interface SeenForm {
  /** Where it is sent to, as the page names it. */
  readonly action: string;
  /** What it would send now, hidden fields included. */
  readonly fields: Readonly<Record<string, string>>;
  /** Every field with its attributes, also what would not be sent. */
  readonly inputs: readonly Readonly<Record<string, string>>[];
  readonly buttons: readonly SeenButton[];
}

/** A page that somebody has come to. */
export interface SeenPage {
  readonly url: string;
  /** Path and query. */
  readonly path: string;
  readonly status: number;
  readonly headers: Headers;
  readonly html: string;
  /** Without markup, white space as one space. */
  readonly text: string;
  readonly heading: string;
  readonly forms: readonly SeenForm[];
}

/** Reads an answer. */
export async function seenPage(url: string, response: Response): Promise<SeenPage> {
  const html = await response.text();
  const { pathname, search } = new URL(url);
  return {
    url,
    path: `${pathname}${search}`,
    status: response.status,
    headers: response.headers,
    html,
    text: textOf(html),
    heading: textOf(/<h1[^>]*>([\s\S]*?)<\/h1>/u.exec(html)?.[1] ?? ''),
    forms: [...html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/gu)].map(([, head = '', body = '']) =>
      formOf(attributesOf(head)['action'] ?? '', body),
    ),
  };
}

/** Which form of a page: by where it leads to, and by a button that it has; nothing said, its only one. */
export interface FormChoice {
  readonly action?: string | undefined;
  readonly button?: Pick<SeenButton, 'name' | 'value'> | undefined;
}

/** The one form of a page that a choice fits. Throws with what the page has when there are none or several. */
export function formOfPage(page: SeenPage, { action, button }: FormChoice = {}): SeenForm {
  const found = page.forms.filter(
    (form) =>
      (action === undefined || form.action === action) &&
      (button === undefined || form.buttons.some(({ name, value }) => name === button.name && value === button.value)),
  );
  const [form] = found;
  if (form && found.length === 1) return form;
  const actions = page.forms.map((each) => each.action).join(', ');
  throw new Error(`${page.path} (${page.status}) has not one form ${action ?? ''} but: ${actions}\n${page.text}`);
}

function formOf(action: string, body: string): SeenForm {
  const inputs = [...body.matchAll(/<input\b([^>]*)>/gu)].map(([, head = '']) => attributesOf(head));
  return {
    action,
    inputs,
    fields: Object.fromEntries([
      ...inputs.flatMap(sentByInput),
      ...[...body.matchAll(/<select\b([^>]*)>([\s\S]*?)<\/select>/gu)].flatMap(sentBySelect),
      ...[...body.matchAll(/<textarea\b([^>]*)>([\s\S]*?)<\/textarea>/gu)].flatMap(sentByTextArea),
    ]),
    buttons: [...body.matchAll(/<button\b([^>]*)>([\s\S]*?)<\/button>/gu)].map(([, head = '', content = '']) => {
      const { name = '', value = '' } = attributesOf(head);
      return { name, value, text: textOf(content) };
    }),
  };
}

type Sent = readonly (readonly [name: string, value: string])[];

const choiceTypes = ['checkbox', 'radio'];

function sentByInput({ name, value = '', type = 'text', disabled, checked }: Record<string, string>): Sent {
  if (name === undefined || disabled !== undefined) return [];
  if (choiceTypes.includes(type) && checked === undefined) return [];
  return [[name, value]];
}

function sentBySelect([, head = '', body = '']: readonly string[]): Sent {
  const { name, disabled } = attributesOf(head);
  if (name === undefined || disabled !== undefined) return [];
  const options = [...body.matchAll(/<option\b([^>]*)>/gu)].map(([, option = '']) => attributesOf(option));
  const chosen = options.find(({ selected }) => selected !== undefined) ?? options[0];
  return [[name, chosen?.['value'] ?? '']];
}

function sentByTextArea([, head = '', content = '']: readonly string[]): Sent {
  const { name, disabled } = attributesOf(head);
  return name === undefined || disabled !== undefined ? [] : [[name, unescaped(content)]];
}

function attributesOf(head: string): Record<string, string> {
  return Object.fromEntries(
    [...head.matchAll(/([\w-]+)(?:="([^"]*)")?/gu)].map(([, name = '', value = '']) => [name, unescaped(value)]),
  );
}

function textOf(html: string): string {
  const shown = html.replace(/<(head|script|style)\b[\s\S]*?<\/\1>/gu, '').replace(/<[^>]*>/gu, ' ');
  return unescaped(shown).replace(/\s+/gu, ' ').trim();
}

const entities: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&amp;': '&',
};

function unescaped(text: string): string {
  return text.replace(/&(?:lt|gt|quot|#39|amp);/gu, (entity) => entities[entity] ?? entity);
}
