import { isIPv6 } from 'node:net';

const v4Parts = 3;
const v6Parts = 4;
const v6PartCount = 8;
const mappedV4 = /^::ffff:(\d+(?:\.\d+){3})$/iu;

/** The one caller that an address stands for: itself, or of IPv6 its network, in which one caller has all addresses. */
export function callerOfAddress(address: string): string {
  return isIPv6(address) && !mappedV4.test(address) ? addressBlockOf(address) : address;
}

/**
 * The network that an address belongs to: whoever has one address of it easily has all. Of IPv4 the first 24 bits, of
 * IPv6 the first 64.
 */
export function addressBlockOf(address: string): string {
  const v4 = mappedV4.exec(address)?.[1] ?? address;
  if (!isIPv6(v4)) return v4.split('.').slice(0, v4Parts).join('.');
  const [before = '', after] = (v4.split('%')[0] ?? '').toLowerCase().split('::');
  const head = before === '' ? [] : before.split(':');
  const tail = after === undefined || after === '' ? [] : after.split(':');
  const zeros = after === undefined ? 0 : v6PartCount - head.length - tail.length;
  const parts = [...head, ...Array<string>(Math.max(zeros, 0)).fill('0'), ...tail];
  return parts
    .slice(0, v6Parts)
    .map((part) => Number.parseInt(part, 16).toString(16))
    .join(':');
}
