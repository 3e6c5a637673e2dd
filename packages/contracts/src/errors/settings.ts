import { refusal, type ErrorEntry } from '../error-entry.ts';

/** What is wrong with a setting of headquarters. */
export const settingErrors = {
  setting_unknown: refusal(
    404,
    'There is no {kind} "{value}".',
    'Introuvable : {kind} « {value} ».',
    'Use one of GET /settings/<kind>.',
  ),
  setting_reference_unknown: refusal(
    422,
    'There is no {kind} "{value}". Create it first, or name another.',
    "Introuvable : {kind} « {value} ». Créez-le d'abord, ou indiquez-en un autre.",
    'Use one of GET /settings/<kind>, or create it before this one.',
  ),
  setting_in_use: refusal(
    409,
    '"{value}" is still used by: {users}. Change those first.',
    "« {value} » est encore utilisé par : {users}. Modifiez-les d'abord.",
    'Change or delete what uses the setting, then delete it.',
  ),
  setting_key_mismatch: refusal(
    422,
    'The address of the request names "{value}"; the request must name the same.',
    "L'adresse de la requête indique « {value} » ; la requête doit indiquer la même valeur.",
    'Leave the key fields out of the request, or give them as they stand in its address.',
  ),
  setting_entry_duplicate: refusal(
    422,
    '"{value}" is in the list twice.',
    '« {value} » figure deux fois dans la liste.',
    'Remove one of the two entries.',
  ),
  call_center_without_channel_database: refusal(
    422,
    'A call center belongs to headquarters: leave this field empty.',
    'Un centre d’appels fait partie du siège : laissez ce champ vide.',
    'Give null as the channel database and as the functionality profile of a call center.',
  ),
  functionality_profile_kind_wrong: refusal(
    422,
    'This channel needs a functionality profile of the kind "{kind}".',
    'Ce canal demande un profil de fonctionnalité du type « {kind} ».',
    'Stores use profiles of the kind pos, online stores those of the kind online.',
  ),
  register_needs_store: refusal(
    422,
    'A register stands in a store; "{value}" is none.',
    "Une caisse se trouve dans un magasin ; « {value} » n'en est pas un.",
    'Name a channel of the type store; move the registers before a store becomes another type of channel.',
  ),
  distribution_direction_wrong: refusal(
    422,
    'The job "{value}" goes the other way than the distribution schedule.',
    'La tâche « {value} » va dans l’autre sens que le planning de distribution.',
    'Put uploading and downloading jobs into distribution schedules of their own.',
  ),
  default_customer_unknown: refusal(
    422,
    'The legal entity {legalEntity} has no customer account "{value}".',
    "L'entité juridique {legalEntity} n'a pas de compte client « {value} ».",
    'Create the customer at headquarters first, in the legal entity of the channel.',
  ),
  attribute_fixed_list_invalid: refusal(
    422,
    'Only an attribute of the type text has a fixed list.',
    'Seul un attribut de type texte a une liste fixe.',
    'Leave the list empty, or make the attribute one of the type text.',
  ),
  attribute_range_invalid: refusal(
    422,
    'A range is for numbers, whole ones for whole numbers, and its smallest is not above its largest.',
    'Une plage vaut pour des nombres, entiers pour des entiers, et son minimum ne dépasse pas son maximum.',
    'Correct the smallest and the largest value, or leave them empty.',
  ),
  attribute_default_invalid: refusal(
    422,
    'The default is not a value that the attribute can have.',
    "La valeur par défaut n'est pas une valeur possible de l'attribut.",
    'Give a default of the type of the attribute, of its fixed list and in its range.',
  ),
  feature_unknown: refusal(
    404,
    'There is no feature "{value}".',
    "La fonctionnalité « {value} » n'existe pas.",
    'Use one of GET /features.',
  ),
  feature_prerequisites_missing: refusal(
    409,
    'Enable these features first: {names}.',
    "Activez d'abord ces fonctionnalités : {names}.",
    'Enable the features named, together with this one if you like: POST /features/enable takes several.',
  ),
  feature_needed_by_others: refusal(
    409,
    'These features need it; disable them first: {names}.',
    "Ces fonctionnalités en ont besoin ; désactivez-les d'abord : {names}.",
    'Disable the features named, then this one.',
  ),
  feature_mandatory: refusal(
    409,
    'This feature is mandatory and cannot be disabled.',
    'Cette fonctionnalité est obligatoire et ne peut pas être désactivée.',
    'Leave it on: the product needs it.',
  ),
  feature_date_past: refusal(
    422,
    'The date is not in the future.',
    "La date n'est pas dans le futur.",
    'Schedule a later day, or enable the feature now.',
  ),
  feature_enabled_already: refusal(
    409,
    'This feature is on already.',
    'Cette fonctionnalité est déjà activée.',
    'There is nothing to schedule; disable it first if it is to begin later.',
  ),
  configuration_session_kept: refusal(
    409,
    'A session with settings of job {job} is not cancelled: the channel fetches the latest settings as a whole.',
    "Une session avec des paramètres de la tâche {job} ne s'annule pas : le canal récupère les derniers paramètres en bloc.",
    'Correct the setting and run the job again; the new settings replace the ones that wait.',
  ),
  number_sequence_scope_taken: refusal(
    409,
    'The number sequence "{value}" has this scope already.',
    'La souche de numéros « {value} » a déjà cette étendue.',
    'Change that one, or give this one another legal entity or loyalty program.',
  ),
  number_sequence_kind_fixed: refusal(
    409,
    'The kind of a number sequence cannot be changed.',
    "Le type d'une souche de numéros ne peut pas être modifié.",
    'Create another number sequence.',
  ),
  number_sequence_program_misplaced: refusal(
    422,
    'Only a number sequence of loyalty cards belongs to a loyalty program.',
    'Seule une souche de numéros de cartes de fidélité appartient à un programme de fidélité.',
    'Leave the loyalty program out, or give the kind loyaltyCard.',
  ),
  number_format_scope_shared: refusal(
    422,
    'A shared number sequence has no legal entity to put in place of the scope.',
    "Une souche de numéros partagée n'a pas d'entité juridique à mettre à la place de l'étendue.",
    'Leave {scope} out of the format, or give the sequence a legal entity.',
  ),
} as const satisfies Record<string, ErrorEntry>;
