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
  identity_provider_missing: refusal(
    409,
    'Nobody can sign in here yet: no identity provider is configured.',
    "Personne ne peut encore se connecter ici : aucun fournisseur d'identité n'est configuré.",
    'Set `identityProvider` in the configuration of the node (at headquarters `publicUrl` as well), then start it again.',
  ),
  identity_provider_unreachable: outage(
    503,
    'The identity provider does not answer. Try again in a moment.',
    "Le fournisseur d'identité ne répond pas. Réessayez dans un instant.",
    'Check that the node reaches the `issuer` of `identityProvider`; access tokens work meanwhile.',
  ),
  identity_provider_misconfigured: refusal(
    502,
    'The identity provider and this site are not set up for each other. Tell whoever runs the site.',
    "Le fournisseur d'identité et ce site ne sont pas réglés l'un pour l'autre. Prévenez la personne qui gère le site.",
    'The log names the reason: compare `issuer`, `clientId`, the secret, and the redirect address (at headquarters `<publicUrl>/session/callback`) with those at the provider.',
  ),
  sign_in_expired: refusal(
    400,
    'This sign-in took too long, was begun in another window, or was already used. Nothing happened: sign in again.',
    "Cette connexion a pris trop de temps, a été commencée dans une autre fenêtre ou a déjà servi. Rien ne s'est passé : reconnectez-vous.",
    'Begin again at `GET /session/sign-in`, in a browser that keeps cookies.',
  ),
  sign_in_refused: refusal(
    403,
    'You did not sign in: it was stopped at the identity provider.',
    "Vous n'êtes pas connecté : la connexion a été arrêtée chez le fournisseur d'identité.",
    'Sign in again; if the provider refuses the person, let them use the application there.',
  ),
  staff_role_missing: refusal(
    403,
    'You have no role at headquarters. Ask an administrator to give you one, then sign in again.',
    "Vous n'avez aucun rôle au siège. Demandez à un administrateur de vous en donner un, puis reconnectez-vous.",
    'Give the person a role in the claim `rolesClaim` at the identity provider, and map it in `roleNames`.',
  ),
  staff_channel_missing: refusal(
    403,
    'You are a store manager without a store. Ask an administrator to name your channels, then sign in again.',
    "Vous êtes responsable de magasin sans magasin. Demandez à un administrateur d'indiquer vos canaux, puis reconnectez-vous.",
    'Name the channels of the person in the claim `channelsClaim` at the identity provider.',
  ),
  job_withheld: refusal(
    409,
    'The job "{value}" is withheld: nobody can start it until it is released.',
    'La tâche « {value} » est retenue : personne ne peut la lancer tant qu’elle n’est pas libérée.',
    'Release the job (`POST /batch-jobs/{name}/release`), then run it.',
  ),
  job_not_running: refusal(
    409,
    'No run of the job "{value}" is under way that could be canceled.',
    'Aucune exécution de la tâche « {value} » qui puisse être annulée n’est en cours.',
    'Withhold a continuous job instead: its short runs end by themselves.',
  ),
  download_session_not_suspended: refusal(
    409,
    'Only a suspended session can be passed over: the others are not held up.',
    'Seule une session suspendue peut être ignorée : les autres ne sont pas bloquées.',
    'Retry or cancel the session, or wait until it has failed *Try count* times.',
  ),
  download_session_not_passed_over: refusal(
    409,
    'This session follows a change of address books and cannot be passed over: the channel would show customers that it must not show.',
    "Cette session suit un changement de carnets d'adresses et ne peut pas être ignorée : le canal montrerait des clients qu'il ne doit pas montrer.",
    'Correct the cause and retry the session, or cancel it so that it is packed anew.',
  ),
  upload_session_unknown: refusal(
    404,
    'No such upload session.',
    "Cette session de chargement n'existe pas.",
    'Take the identifier from `GET /upload-sessions`.',
  ),
  alert_unknown: refusal(
    404,
    'No such alert.',
    "Cette alerte n'existe pas.",
    'Take the identifier from `GET /alerts`.',
  ),
  alert_address_invalid: refusal(
    422,
    '"{value}" is not an e-mail address.',
    '« {value} » n’est pas une adresse e-mail.',
    'Correct the address of the alert rule.',
  ),
  saved_view_name_taken: refusal(
    409,
    'There is a view named "{value}" already.',
    'Il existe déjà une vue nommée « {value} ».',
    'Choose another name, or delete the other view.',
  ),
  saved_view_unknown: refusal(
    404,
    'No such view, or it is not yours to change.',
    "Cette vue n'existe pas, ou ce n'est pas à vous de la modifier.",
    'Take the identifier from `GET /saved-views/{page}`.',
  ),
};
