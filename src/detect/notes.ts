/** For the user, after what went wrong: what is not known for it, and the way round. */
export function flagsUnknown(what: string): string {
  return `${what}: which IPv6 addresses are temporary or deprecated is not known. To settle the choice yourself, name an address with --ipv6 or use --ipv6 auto.`;
}

export function lifetimesUnknown(what: string): string {
  return `${what}: how long IPv6 addresses stay preferred is not known. To settle the choice yourself, name an address with --ipv6.`;
}
