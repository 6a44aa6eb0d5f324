import type { NetworkInterfaceInfo } from 'node:os';
import { parseIpv6 } from '../ip/address.ts';
import type { Family, Known } from '../machine.ts';
import { fail, ok, type Result } from '../result.ts';
import { attempt } from './attempt.ts';

export type NodeInterfaces = Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>;

/** One address as Node lists it. Node lists only interfaces that are up and running. */
export interface ListedAddress {
  readonly interface: string;
  readonly family: Family;
  readonly address: string;
  readonly prefixLength: Known<number>;
  readonly mac: string;
  /** The interface's index for a link-local IPv6 address, else 0. */
  readonly scopeId: number;
}

/** Node's list, or in words why there is none: Android 10 and later refuse it, and so do some sandboxes. */
export function readNodeList(networkInterfaces: () => NodeInterfaces): Result<readonly ListedAddress[], string> {
  const interfaces = attempt(networkInterfaces);
  if (interfaces.ok) return ok(parseNodeList(interfaces.value));
  return fail(`this system does not let programs list its addresses (${interfaces.failure.message})`);
}

export function parseNodeList(interfaces: NodeInterfaces): readonly ListedAddress[] {
  return Object.entries(interfaces).flatMap(([name, entries = []]) =>
    entries.flatMap((entry) => {
      const address = addressOf(entry);
      if (address === null) return [];
      return {
        interface: name,
        family: entry.family === 'IPv6' ? 'ipv6' : 'ipv4',
        address,
        prefixLength: prefixLengthOf(entry.cidr),
        mac: entry.mac,
        scopeId: entry.family === 'IPv6' ? entry.scopeid : 0,
      } as const;
    }),
  );
}

/** libuv writes IPv6 as RFC 5952 asks, but for a dotted tail. */
function addressOf({ family, address }: NetworkInterfaceInfo): string | null {
  return family === 'IPv6' && /[.%]/.test(address) ? parseIpv6(address.replace(/%.*/s, '')) : address;
}

/** Node gives no CIDR where the netmask is missing or has holes. */
function prefixLengthOf(cidr: string | null): Known<number> {
  const [, length] = /\/(\d{1,3})$/.exec(cidr ?? '') ?? [];
  return length === undefined ? 'unknown' : Number(length);
}
