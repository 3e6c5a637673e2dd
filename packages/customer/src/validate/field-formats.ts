import isoCountries from 'i18n-iso-countries';

const knownCountries: ReadonlySet<string> = new Set(Object.keys(isoCountries.getAlpha2Codes()));
const knownCurrencies: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

/** Whether `code` is an ISO 3166-1 alpha-2 country or region, in upper case. */
export function isCountry(code: string): boolean {
  return knownCountries.has(code);
}

/** Whether `code` is an ISO 4217 currency, in upper case. */
export function isCurrency(code: string): boolean {
  return knownCurrencies.has(code);
}

const languageTag = /^[a-z]{2,3}(?:-[a-z0-9]{1,8})*$/i;
const languageNames = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' });
/** Answers already given; a few dozen tags occur in practice, and the bound keeps invented ones from piling up. */
const languageAnswers = new Map<string, boolean>();
const languageAnswerCountMax = 1_000;

/** Whether `tag` is a BCP 47 tag of a language that has a name. */
export function isLanguage(tag: string): boolean {
  const known = languageAnswers.get(tag);
  if (known !== undefined) return known;
  const answer = languageTag.test(tag) && isNamedLanguage(tag);
  if (languageAnswers.size >= languageAnswerCountMax) languageAnswers.clear();
  languageAnswers.set(tag, answer);
  return answer;
}

function isNamedLanguage(tag: string): boolean {
  try {
    const [canonical] = Intl.getCanonicalLocales(tag);
    const language = canonical?.split('-', 1)[0];
    return language !== undefined && languageNames.of(language) !== undefined;
  } catch (error) {
    // `Intl` has no other way to say that a tag is malformed.
    if (error instanceof RangeError) return false;
    throw error;
  }
}

const emailLocalPart = /^[^\s@<>()[\]\\,;:"]{1,64}$/u;
const emailDomainLabel = /^[\p{L}\p{N}\p{M}](?:[\p{L}\p{N}\p{M}-]{0,61}[\p{L}\p{N}\p{M}])?$/u;
const plainEmail = /^[a-z0-9_+-]+(?:\.[a-z0-9_+-]+)*@(?:[a-z0-9]+(?:-[a-z0-9]+)*\.)+[a-z]{2,}$/i;
const emailLocalLengthMax = 64;

/** Whether `text` reads like an e-mail address: one @, no spaces, a domain with a dot. Only a message proves more. */
export function isEmail(text: string): boolean {
  const at = text.indexOf('@');
  if (at > 0 && at <= emailLocalLengthMax && plainEmail.test(text)) return hasShortLabels(text.slice(at + 1));
  const local = text.slice(0, at);
  if (at <= 0 || !emailLocalPart.test(local) || hasStrayDot(local)) return false;
  const labels = text.slice(at + 1).split('.');
  return labels.length > 1 && labels.every((label) => emailDomainLabel.test(label)) && (labels.at(-1)?.length ?? 0) > 1;
}

const domainLabelLengthMax = 63;

function hasShortLabels(domain: string): boolean {
  return (
    domain.length <= domainLabelLengthMax || domain.split('.').every((label) => label.length <= domainLabelLengthMax)
  );
}

function hasStrayDot(local: string): boolean {
  return local.startsWith('.') || local.endsWith('.') || local.includes('..');
}

const calendarDate = /^(\d{4})-(\d{2})-(\d{2})$/;
const daysOfMonth = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

/** Whether `text` is a day of the calendar written `YYYY-MM-DD`. */
export function isCalendarDate(text: string): boolean {
  const parts = calendarDate.exec(text);
  if (!parts) return false;
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  const isLeapYear = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const lastDay = (daysOfMonth[month - 1] ?? 0) + (month === 2 && isLeapYear ? 1 : 0);
  return year > 0 && day > 0 && day <= lastDay;
}

/** Whether `amount` can be a limit of money: finite, zero or more, and exact to the cent. */
export function isAmount(amount: number): boolean {
  return Number.isFinite(amount) && amount >= 0 && amount <= Number.MAX_SAFE_INTEGER / 100;
}

const webScheme = /^https?:\/\/[^\s]+$/iu;

/** Whether `text` is a web address with http or https and a host with a dot. */
export function isWebAddress(text: string): boolean {
  return webScheme.test(text) && URL.canParse(text) && new URL(text).hostname.includes('.');
}

const imagePrefix = /^data:image\/(?:png|jpeg|webp);base64,/;
const base64 = /^[A-Za-z0-9+/]+={0,2}$/;
const base64GroupLength = 4;

/** Whether `text` is a picture as a base64 data URL that every browser shows: PNG, JPEG or WebP. */
export function isImage(text: string): boolean {
  const prefix = imagePrefix.exec(text)?.[0];
  if (prefix === undefined) return false;
  const encoded = text.slice(prefix.length);
  return encoded.length % base64GroupLength === 0 && base64.test(encoded);
}
