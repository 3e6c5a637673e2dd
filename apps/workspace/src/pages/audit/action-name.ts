import { auditTexts } from '../../texts/audit.ts';

/** The actions that have words of their own. */
export type KnownAction = keyof (typeof auditTexts)['en']['actions'];

/** The actions that a person can look for, as they are named on the wire. */
export const knownActions = Object.keys(auditTexts.en.actions) as readonly KnownAction[];

/** What an action is called: by words of its own, or as a setting that was saved or deleted, or by its name in words. */
export type ActionName =
  | { readonly known: KnownAction }
  | { readonly setting: 'saved' | 'deleted'; readonly kind: string }
  | { readonly words: string };

const settingAction = /^(?<verb>put|delete)(?<kind>[A-Z]\w*)Setting$/u;

/** How an action is called. */
export function actionNameOf(action: string): ActionName {
  const known = knownActions.find((name) => name === action);
  if (known) return { known };
  const { verb, kind } = settingAction.exec(action)?.groups ?? {};
  if (kind !== undefined) return { setting: verb === 'put' ? 'saved' : 'deleted', kind: inWords(kind) };
  return { words: inWords(action) };
}

/** `putOrderParameters` as *Put order parameters*. */
function inWords(name: string): string {
  const words = name.replaceAll(/(?<=[a-z0-9])[A-Z]/gu, (letter) => ` ${letter.toLowerCase()}`);
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}
