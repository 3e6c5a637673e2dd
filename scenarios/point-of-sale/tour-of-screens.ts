import type { Tour } from './screen-tour.ts';
import { seeBeforeSignIn, seeBlockedSignIn } from './tour-before-sign-in.ts';
import { seeCustomers } from './tour-customers.ts';
import { seeRefusalOfFilteredData } from './tour-filtered.ts';
import { seeOffline } from './tour-offline.ts';
import { seeClosedShift, seeOpenedShift, seeSale } from './tour-sale.ts';

/** Shows every screen once, each in every state; the till ends locked. */
export async function tourOfScreens(tour: Tour): Promise<void> {
  await seeBeforeSignIn(tour);
  await seeOpenedShift(tour);
  await seeCustomers(tour);
  await seeSale(tour);
  await seeOffline(tour);
  await seeRefusalOfFilteredData(tour);
  await seeClosedShift(tour);
  await seeBlockedSignIn(tour);
}
