import { addressTextNames } from '@counterfoil/ui/customer-form/customer-form';
import type { StorefrontSettings } from '@counterfoil/contracts/storefront-settings';
import { addAddress } from '../../commerce-api/shopper-calls.ts';
import { refusalSentence } from '../../texts/refusals.ts';
import { formTokenField, type SentForm } from '../../visit/form-token.ts';
import { shortReference } from '../../visit/short-reference.ts';
import { keptFields } from '../../visit/kept-form.ts';
import { accountOf, recordingCall } from '../account/account-calls.ts';
import type { FormCall, PageAnswer, PageCall } from '../page-route.ts';
import { takeForm, type RefusedStatus, type TakenForm } from '../taken-form.ts';
import { redrawField } from './address-fields.ts';
import type { ShownAddress } from './address-form.ts';
import { addressRefusals, missingParts } from './address-shape.ts';
import { type ShopperAndSettings } from '../account/shopper-and-settings.ts';
import { ifReachable } from '../../commerce-api/if-reachable.ts';
import { emptyAddress, newAddressOf, openedAddress, typedAddress, type TypedAddress } from './typed-address.ts';

/** A form of an address as it came. */
export interface SentAddress {
  readonly opened: TypedAddress;
  readonly typed: TypedAddress;
}

/** How a page takes the form of an address. */
export interface TakenAddress {
  readonly purpose: string;
  /** Where the form is shown. */
  readonly page: string;
  readonly save: (address: SentAddress, sent: SentForm) => Promise<PageAnswer>;
  /** The page with the form, with what was typed. */
  readonly show: (shown: ShownAddress, status: 200 | RefusedStatus) => PageAnswer;
}

const shownFields: ReadonlySet<string> = new Set([...addressTextNames, 'countryRegion', 'purpose', 'isPrimary']);

/** Takes the form of an address: draws it anew for another country, says what is missing, or saves. */
export async function takeAddress(call: FormCall, { purpose, page, save, show }: TakenAddress): Promise<PageAnswer> {
  const { fields, language } = call;
  const opened = openedAddress(fields, emptyAddress(''));
  const typed = typedAddress(fields, opened);
  const addressFormats = await formatsIfKnown(call);
  const again = async (
    ...[problems, status, token]: Parameters<Again> | [[], 200, string | undefined]
  ): Promise<PageAnswer> => {
    const account = await ifReachable(() => accountOf(call));
    return show({ account, addressFormats, opened, typed, problems, token }, status);
  };
  if (fields[redrawField] !== undefined) return again([], 200, fields[formTokenField]);
  const own = addressRefusals(typed, { addressFormats }, language);
  const shopperSentence = refusalSentence(language);
  return takeForm(call, {
    purpose,
    page,
    again,
    work: async (sent) => {
      const missing = missingParts(typed, { addressFormats }, language);
      return missing.length > 0 ? again(missing, 422, undefined) : save({ opened, typed }, sent);
    },
    fieldOf: addressFieldOf,
    sentenceOf: (code) => own(code) ?? shopperSentence(code),
  });
}

type Again = TakenForm['again'];

/** What a page shows of an address at first: what was typed before the session had ended, or what is there. */
export function addressToShow(
  call: PageCall,
  { account, settings }: ShopperAndSettings,
  purpose: string,
  present: TypedAddress,
): ShownAddress & { readonly isKept: boolean } {
  const { addressFormats } = settings;
  const kept = keptFields(call, account, purpose);
  if (!kept) return { account, addressFormats, opened: present, typed: present, isKept: false };
  const opened = openedAddress(kept, present);
  return { account, addressFormats, opened, typed: typedAddress(kept, opened), isKept: true };
}

/** What the form of a new address begins with; the first one is the main one. */
export function newAddressStart(
  { account, settings }: ShopperAndSettings,
  purpose: TypedAddress['purpose'],
): TypedAddress {
  const isPrimary = account.addresses.length === 0;
  return { ...emptyAddress(settings.inherited.countryRegion, purpose), isPrimary };
}

/** Records a new address and tells its short reference: as long as writing it down takes, wherever headquarters is. */
export async function saveNewAddress(call: FormCall, { typed }: SentAddress, sent: SentForm): Promise<string> {
  const body = { address: newAddressOf(typed) };
  const { addedId } = await addAddress(call.shop.commerceApi, recordingCall(call, sent), body);
  if (addedId === null) throw new Error('an address that was added has an identifier');
  return shortReference(addedId);
}

async function formatsIfKnown({ shop, language }: PageCall): Promise<StorefrontSettings['addressFormats']> {
  return (await ifReachable(() => shop.settings(language)))?.addressFormats ?? [];
}

function addressFieldOf(apiField: string): string {
  const name = apiField.split('.').at(-1) ?? '';
  return shownFields.has(name) ? name : '';
}
