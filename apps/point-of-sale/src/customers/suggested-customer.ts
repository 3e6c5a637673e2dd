import { isEmail } from '@counterfoil/customer/validate/field-formats';
import { normalizeText } from '@counterfoil/customer/validate/text-rules';
import type { SearchKind } from '@counterfoil/contracts/real-time-service';
import type { SuggestedCustomer } from '../navigation.ts';

const phoneDigitCountMin = 5;
const phoneSigns = /^[+\d\s().\-/]+$/u;
const digit = /\d/u;
const digits = /\d/gu;

/**
 * What was typed into the search box, as the fields of a new customer: an e-mail address, a phone number or a name. An
 * account, a card and a street tell nothing about somebody new.
 */
export function suggestedCustomer(typed: string, criterion: SearchKind | 'text'): SuggestedCustomer {
  const text = normalizeText(typed);
  if (text === '') return {};
  switch (criterion) {
    case 'email':
      return { email: text };
    case 'phone':
      return { phone: text };
    case 'name':
      return suggestedName(text);
    case 'text':
      return suggestedByLook(text);
    case 'accountNumber':
    case 'loyaltyCard':
    case 'identificationNumber':
    case 'address':
      return {};
  }
}

function suggestedByLook(text: string): SuggestedCustomer {
  if (isEmail(text) || text.includes('@')) return { email: text };
  if (phoneSigns.test(text)) {
    return (text.match(digits)?.length ?? 0) >= phoneDigitCountMin ? { phone: text } : {};
  }
  return digit.test(text) ? {} : suggestedName(text);
}

/** One word is a last name, as a cashier asks for it; of several the first is the first name. */
function suggestedName(text: string): SuggestedCustomer {
  const [first = '', ...others] = text.split(/\s+/u);
  return others.length === 0
    ? { lastName: capitalized(first) }
    : { firstName: capitalized(first), lastName: others.map(capitalized).join(' ') };
}

/** Searches are typed in small letters, names are written with a capital; capitals that were typed stay. */
function capitalized(word: string): string {
  return word === word.toLocaleLowerCase() ? word.slice(0, 1).toLocaleUpperCase() + word.slice(1) : word;
}
