import { alertRules } from './kinds/alert-rules.ts';
import { addressFormats } from './kinds/address-formats.ts';
import { channelDatabaseGroups, channelDatabases, channelSchemas } from './kinds/channel-databases.ts';
import { commerceSchedulerParameters } from './kinds/commerce-scheduler-parameters.ts';
import { distributionSchedules, schedulerJobs, schedulerSubjobs } from './kinds/commerce-scheduler.ts';
import { attributeGroups, commerceParameters, customerAttributes } from './kinds/customer-attributes.ts';
import {
  addressBooks,
  affiliations,
  customerGroups,
  defaultCustomers,
  loyaltyPrograms,
  personalTitles,
} from './kinds/customer-settings.ts';
import { emailNotificationProfiles } from './kinds/email-notification-profiles.ts';
import { eventSubscriptions } from './kinds/event-subscriptions.ts';
import { channels, legalEntities } from './kinds/organization.ts';
import { products } from './kinds/products.ts';
import { functionalityProfiles, offlineProfiles } from './kinds/profiles.ts';
import { registers, workers } from './kinds/tills-and-staff.ts';
import type { AnySettingKind } from './setting-kind.ts';
import { plainKind } from './setting-store.ts';

export {
  addressBooks,
  addressFormats,
  affiliations,
  alertRules,
  attributeGroups,
  channelDatabaseGroups,
  channelDatabases,
  channels,
  channelSchemas,
  commerceParameters,
  commerceSchedulerParameters,
  customerAttributes,
  customerGroups,
  defaultCustomers,
  distributionSchedules,
  emailNotificationProfiles,
  eventSubscriptions,
  functionalityProfiles,
  legalEntities,
  loyaltyPrograms,
  offlineProfiles,
  personalTitles,
  products,
  registers,
  schedulerJobs,
  schedulerSubjobs,
  workers,
};

/** Every kind of settings, those that others name first. */
export const settingKinds: readonly AnySettingKind[] = [
  plainKind(legalEntities),
  plainKind(addressBooks),
  plainKind(customerGroups),
  plainKind(functionalityProfiles),
  plainKind(offlineProfiles),
  plainKind(channelSchemas),
  plainKind(channelDatabaseGroups),
  plainKind(channelDatabases),
  plainKind(channels),
  plainKind(registers),
  plainKind(workers),
  plainKind(products),
  plainKind(schedulerSubjobs),
  plainKind(schedulerJobs),
  plainKind(distributionSchedules),
  plainKind(commerceSchedulerParameters),
  plainKind(personalTitles),
  plainKind(affiliations),
  plainKind(loyaltyPrograms),
  plainKind(customerAttributes),
  plainKind(attributeGroups),
  plainKind(commerceParameters),
  plainKind(addressFormats),
  plainKind(defaultCustomers),
  plainKind(emailNotificationProfiles),
  plainKind(eventSubscriptions),
  plainKind(alertRules),
];

const kindsByName: ReadonlyMap<string, AnySettingKind> = new Map(settingKinds.map((kind) => [kind.name, kind]));

/** The kind of that name. Throws where the program names one that there is not. */
export function settingKindNamed(name: string): AnySettingKind {
  const kind = kindsByName.get(name);
  if (!kind) throw new Error(`there is no kind of settings called ${name}`);
  return kind;
}

/** The kinds whose settings can name one of `kind`. */
export function kindsReferringTo(kind: AnySettingKind): readonly AnySettingKind[] {
  return settingKinds.filter(({ refersTo = [] }) => refersTo.includes(kind.name));
}
