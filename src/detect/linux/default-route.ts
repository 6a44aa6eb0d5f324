/** include/uapi/linux/route.h */
const up = 0x1;
const reject = 0x200;

/** RFC 4191, section 2.1: 01 is high, 11 is low; include/uapi/linux/ipv6_route.h, RTF_PREF. */
const preferences: Readonly<Record<number, number>> = { 1: 0, 0: 1, 3: 2 };

interface DefaultRoute {
  readonly interface: string;
  readonly metric: number;
  readonly preference: number;
}

/** The interface of the best default route in `/proc/net/ipv6_route` that leads anywhere. net/ipv6/route.c, rt6_info_route */
export function parseIpv6DefaultRoute(text: string): string | null {
  return best(
    text.split('\n').flatMap((line) => {
      const [destination, length, , , , metric = '', , , flagDigits = '', name] = line.trim().split(/\s+/);
      if (name === undefined || length !== '00' || !isZero(destination) || name === 'lo') return [];
      const flags = Number.parseInt(flagDigits, 16);
      if (!(flags & up) || flags & reject) return [];
      const preference = preferences[(flags >>> 27) & 3] ?? 1;
      return { interface: name, metric: Number.parseInt(metric, 16), preference };
    }),
  );
}

/**
 * The same of `/proc/net/route`. Its numbers are in the byte order of the host: only "all zero" can be told without
 * knowing that. net/ipv4/fib_trie.c, fib_route_seq_show
 */
export function parseIpv4DefaultRoute(text: string): string | null {
  return best(
    text.split('\n').flatMap((line) => {
      const [name, destination, , flagDigits = '', , , metric, mask] = line.trim().split(/\s+/);
      if (name === undefined || !isZero(destination) || !isZero(mask) || name === 'lo') return [];
      const flags = Number.parseInt(flagDigits, 16);
      return flags & up && !(flags & reject) ? { interface: name, metric: Number(metric), preference: 0 } : [];
    }),
  );
}

function best(routes: readonly DefaultRoute[]): string | null {
  const [first] = [...routes].sort((one, other) => one.metric - other.metric || one.preference - other.preference);
  return first?.interface ?? null;
}

function isZero(digits: string | undefined): boolean {
  return digits !== undefined && /^0+$/.test(digits);
}
