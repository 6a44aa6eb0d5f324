/** For the user, after what went wrong: what is not known for it, and the way round. */
export function flagsUnknown(what: string): string {
  return `${what}: which IPv6 addresses are temporary or deprecated is not known. To settle the choice yourself, name an address with --ipv6 or use --ipv6 auto.`;
}

export function lifetimesUnknown(what: string): string {
  return `${what}: how long IPv6 addresses stay preferred is not known. To settle the choice yourself, name an address with --ipv6.`;
}

/** The tool answers, and knows of no address, while Node lists some. */
export const addressesDenied =
  "The system's own tool shows no address, so none that Node.js lists is taken: give the address itself, or --ipv4 auto";
