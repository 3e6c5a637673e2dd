import { lookup, type LookupAddress } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import type { Problem } from '@counterfoil/contracts/customer-operation';
import { Agent } from 'undici';

/** Sends deliveries to the addresses of subscriptions. */
export interface Receivers {
  /** Null when the receiver took it (2xx), otherwise why not. */
  post(url: string, body: string, headers: Readonly<Record<string, string>>): Promise<Refusal | null>;
  close(): Promise<void>;
}

/** Why a receiver did not take a delivery. */
export interface Refusal {
  readonly problem: Problem;
  /** It wants nothing more (410). */
  readonly isFinal: boolean;
}

const timeoutMs = 10_000;
/** The receiver is no more. */
const gone = 410;

const privateNetworks = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const) {
  privateNetworks.addSubnet(network, prefix, 'ipv4');
}
/* Of version 6 only global unicast is let through, and of that neither documentation nor addresses that hold one of version 4. */
const globalUnicast = new BlockList();
globalUnicast.addSubnet('2000::', 3, 'ipv6');
for (const [network, prefix] of [
  ['2001:db8::', 32],
  ['2001::', 32],
  ['2002::', 16],
] as const) {
  privateNetworks.addSubnet(network, prefix, 'ipv6');
}

/** Whether an address belongs to the public internet. */
export function isPublicAddress(address: string): boolean {
  const version = isIP(address);
  if (version === 4) return !privateNetworks.check(address, 'ipv4');
  return version === 6 && globalUnicast.check(address, 'ipv6') && !privateNetworks.check(address, 'ipv6');
}

class AddressRefused extends Error {}

/**
 * Receivers anywhere, or at public addresses only: a subscription must not make headquarters call what only headquarters
 * can reach. Addresses are checked where the connection is made, so a name can't change in between; redirections are not
 * followed.
 */
export function openReceivers(options: { readonly allowPrivateAddresses: boolean }): Receivers {
  const { allowPrivateAddresses } = options;
  const agent = new Agent({
    connections: 4,
    connect: { timeout: timeoutMs, ...(!allowPrivateAddresses && { lookup: publicLookup }) },
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
  });
  return {
    async post(url, body, headers) {
      const { hostname, origin, pathname, search } = new URL(url);
      const host = hostname.replace(/^\[|\]$/gu, '');
      // A literal address is never looked up.
      if (!allowPrivateAddresses && isIP(host) !== 0 && !isPublicAddress(host)) return refusedAddress;
      try {
        const answer = await agent.request({
          origin,
          path: pathname + search,
          method: 'POST',
          body,
          headers,
          signal: AbortSignal.timeout(timeoutMs),
        });
        await answer.body.dump();
        return refusalOf(answer.statusCode);
      } catch (error) {
        return unreachable(error);
      }
    },
    close: () => agent.close(),
  };
}

const refusedAddress: Refusal = {
  problem: { code: 'event_receiver_address_refused', field: 'url' },
  isFinal: false,
};

function refusalOf(status: number): Refusal | null {
  if (status >= 200 && status < 300) return null;
  return {
    problem: { code: 'event_receiver_refused', field: 'url', parameters: { status } },
    isFinal: status === gone,
  };
}

function unreachable(error: unknown): Refusal {
  if (error instanceof AddressRefused) return refusedAddress;
  const reason = error instanceof Error ? ((error as NodeJS.ErrnoException).code ?? error.name) : 'unknown';
  return { problem: { code: 'event_receiver_unreachable', field: 'url', parameters: { reason } }, isFinal: false };
}

const publicLookup: LookupFunction = (hostname, options, done) => {
  lookup(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
    if (error) return done(error, '');
    const known = addresses.filter(({ address }) => isPublicAddress(address));
    const [first] = known;
    if (!first || known.length < addresses.length) return done(new AddressRefused('a private address'), '');
    return options.all ? done(null, known) : done(null, first.address, first.family);
  });
};
