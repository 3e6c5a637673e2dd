/** Which page of the workspace shows more of a finding, by the first words of its name. */
const places: readonly (readonly [prefix: string, path: string])[] = [
  ['job/', '/batch-jobs'],
  ['sessions/', '/download-sessions'],
  ['failed-operations/', '/customer-synchronization-status'],
  ['backlog/', '/customer-synchronization-status'],
  ['duplicate-reviews', '/duplicate-reviews'],
  ['feature', '/feature-management'],
  ['number-sequence', '/setup/number-sequences'],
  ['scale-unit', '/setup/channel-databases'],
  ['clock', '/setup/channel-databases'],
  ['configuration/', '/setup/channel-databases'],
  ['register', '/registers'],
  ['channel/', '/setup/stores'],
  ['address-books', '/setup/address-books'],
  ['event-subscription', '/setup/event-subscriptions'],
  ['orders/', '/batch-jobs'],
];

/** Where a finding leads; null: nowhere that there is, or that whoever looks may open. */
export function placeOf(name: string, openPaths: ReadonlySet<string>): string | null {
  const path = places.find(([prefix]) => name.startsWith(prefix))?.[1];
  return path !== undefined && openPaths.has(path) ? path : null;
}
