import type { Problem } from '@counterfoil/contracts/customer-operation';
import type { Language } from '@counterfoil/contracts/error-register';
import type { z } from 'zod';

/** A request that does not fit the schemas of its route; the answer names each field. */
export class RequestMismatch extends Error {
  readonly issues: readonly z.core.$ZodIssue[];

  constructor(issues: readonly z.core.$ZodIssue[]) {
    super('the request does not fit its schema');
    this.name = 'RequestMismatch';
    this.issues = issues;
  }
}

/** Most problems that one answer lists, so that a hostile request gets a short answer. */
const problemCountMax = 20;
/** Most characters of a name that the caller made up. */
const fieldLengthMax = 80;
const valueCountMax = 12;

/** What is wrong with the request, field by field, each with a sentence in `language`. */
export function problemsOf(mismatch: RequestMismatch, language: Language): readonly Problem[] {
  const problems: Problem[] = [];
  for (const issue of mismatch.issues) {
    for (const field of fieldsOf(issue)) {
      if (problems.length === problemCountMax) return problems;
      const detail = sentenceOf(issue, field === '' ? 'body' : field, language);
      problems.push({ code: 'request_invalid', field, parameters: { detail } });
    }
  }
  return problems;
}

function fieldsOf(issue: z.core.$ZodIssue): readonly string[] {
  const paths =
    issue.code === 'unrecognized_keys'
      ? issue.keys.slice(0, problemCountMax).map((key) => [...issue.path, key])
      : [issue.path];
  return paths.map((path) => path.join('.').slice(0, fieldLengthMax));
}

function sentenceOf(issue: z.core.$ZodIssue, field: string, language: Language): string {
  const [en, fr] = sentences(issue);
  return language === 'fr' ? `« ${field} » ${fr}.` : `"${field}" ${en}.`;
}

/** The predicate of the sentence about an issue, in English and French; never with the value, which may be personal. */
function sentences(issue: z.core.$ZodIssue): readonly [en: string, fr: string] {
  if ('input' in issue && issue.input === undefined) return ['is required', 'est obligatoire'];
  switch (issue.code) {
    case 'unrecognized_keys':
      return ['is not a known field', "n'est pas un champ connu"];
    case 'invalid_type':
      return typeSentences[issue.expected] ?? notValid;
    case 'invalid_format':
      return ['does not have the required form', "n'a pas la forme requise"];
    case 'invalid_value': {
      const values = issue.values.slice(0, valueCountMax).map(String).join(', ');
      return [`must be one of: ${values}`, `doit être l'une des valeurs : ${values}`];
    }
    case 'too_big':
      return boundSentences(issue.origin, String(issue.maximum), 'at most', 'au plus');
    case 'too_small':
      return boundSentences(issue.origin, String(issue.minimum), 'at least', 'au moins');
    default:
      return notValid;
  }
}

const notValid = ['is not valid', "n'est pas valide"] as const;

const typeSentences: Readonly<Record<string, readonly [en: string, fr: string]>> = {
  string: ['must be text', 'doit être un texte'],
  number: ['must be a number', 'doit être un nombre'],
  int: ['must be a whole number', 'doit être un nombre entier'],
  boolean: ['must be true or false', 'doit être vrai ou faux'],
  array: ['must be a list', 'doit être une liste'],
  object: ['must be an object', 'doit être un objet'],
  record: ['must be an object', 'doit être un objet'],
};

function boundSentences(origin: string, bound: string, en: string, fr: string): readonly [en: string, fr: string] {
  if (origin === 'string') return [`must have ${en} ${bound} characters`, `doit avoir ${fr} ${bound} caractères`];
  if (origin === 'array') return [`must have ${en} ${bound} entries`, `doit avoir ${fr} ${bound} éléments`];
  return [`must be ${en} ${bound}`, `doit être ${fr === 'au plus' ? "d'au plus" : "d'au moins"} ${bound}`];
}
