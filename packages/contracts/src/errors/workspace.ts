import { outage, refusal } from '../error-entry.ts';

/** What the workspace of headquarters answers to the people who use it. */
export const workspaceErrors = {
  csrf_token_wrong: refusal(
    403,
    'This page is from an earlier sign-in. Nothing was changed: reload the page and do it again.',
    "Cette page date d'une connexion précédente. Rien n'a été modifié : rechargez la page et recommencez.",
    'Repeat the token of `GET /session` in the header `x-csrf-token` of every call but `GET`.',
  ),
  workspace_not_built: outage(
    503,
    'The workspace is not built yet.',
    "L'espace de travail n'est pas encore construit.",
    'Run `npm run build`, then load the page again.',
  ),
};
