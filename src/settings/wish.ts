import { familyOf, parseIpv4, parseIpv6 } from '../ip/address.ts';
import { formatNetwork, networkOf, parsePrefixed } from '../ip/network.ts';
import { specialPurpose } from '../ip/special-purpose.ts';
import type { Wish } from '../job.ts';
import { fail, ok, type Result } from '../result.ts';

const ipv4Words = ['detect', 'interface', 'auto', 'none', 'remove'] as const;
const ipv6Words = ['detect', 'auto', '6to4', 'none'] as const;
const prefixWords = ['detect', 'auto', '6to4', 'none', 'remove'] as const;

export function parseIpv4Wish(text: string): Result<Wish, string> {
  const word = ipv4Words.find((candidate) => candidate === text);
  if (word !== undefined) return ok(word);
  const address = parseIpv4(text);
  if (address !== null) return publishable(address);
  const hint =
    text === '-' ? ' (to remove the address: remove)' : parseIpv6(text) === null ? '' : ' (that is an IPv6 address)';
  return fail(`${ipv4Words.join(', ')} or an IPv4 address${hint}`);
}

/** An IPv6 address may bring its network's length with it. */
export interface Ipv6Wish {
  readonly wish: Wish;
  /** The network of the address, where a length was given. */
  readonly network: string | null;
}

export function parseIpv6Wish(text: string): Result<Ipv6Wish, string> {
  const word = ipv6Words.find((candidate) => candidate === text);
  if (word !== undefined) return ok({ wish: word, network: null });
  const prefixed = parsePrefixed(text);
  const address = prefixed?.address ?? parseIpv6(text);
  if (address === null || familyOf(address) === 'ipv4') {
    const hint = parseIpv4(text) === null ? '' : ' (that is an IPv4 address)';
    return fail(`${ipv6Words.join(', ')} or an IPv6 address, perhaps with /LENGTH${hint}`);
  }
  const checked = publishable(address);
  if (!checked.ok) return checked;
  if (prefixed === null || prefixed.length === 128) return ok({ wish: checked.value, network: null });
  const length = checkedLength(prefixed.length);
  return length.ok ? ok({ wish: checked.value, network: formatNetwork(networkOf(address, length.value)) }) : length;
}

export function parsePrefixWish(text: string): Result<Wish, string> {
  const word = prefixWords.find((candidate) => candidate === text);
  if (word !== undefined) return ok(word);
  const network = parsePrefixed(text);
  if (network === null || familyOf(network.address) === 'ipv4') {
    const bare = parseIpv6(text) === null ? '' : ' (the length is missing)';
    return fail(`${prefixWords.join(', ')} or an IPv6 network like 2001:db8:1::/56${bare}`);
  }
  const clean = networkOf(network.address, network.length);
  if (clean.address !== network.address) return fail(`a network without host bits: ${formatNetwork(clean)}`);
  if (network.length === 128) return fail('a network that has room for more than one host: at most /127');
  const length = checkedLength(network.length);
  if (!length.ok) return length;
  const checked = publishable(network.address);
  return checked.ok ? ok({ value: formatNetwork(network) }) : checked;
}

/** A network so large holds the addresses of others: IANA's own allocations to registries are not larger than a /12. */
const shortestLength = 12;

export function checkedLength(length: number): Result<number, string> {
  return Number.isInteger(length) && length >= shortestLength && length <= 128
    ? ok(length)
    : fail(`a prefix length from ${shortestLength} to 128`);
}

function publishable(address: string): Result<Wish, string> {
  const reason = specialPurpose(address);
  return reason === null ? ok({ value: address }) : fail(`an address that others can reach (${address} is ${reason})`);
}
