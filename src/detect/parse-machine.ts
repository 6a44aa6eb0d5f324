import { addressBits, familyOf, parseAddress } from '../ip/address.ts';
import { formatNetwork, networkOf, parsePrefixed } from '../ip/network.ts';
import type { Known, Machine, MachineAddress, MachineInterface, OnLinkPrefix } from '../machine.ts';
import { fail, ok } from '../result.ts';
import type { AddressFacts, DescribedAddress } from './facts.ts';
import { either, list, oneOf, only, type Parser, type Parsers, record } from './parser.ts';

const isText = (value: unknown): value is string => typeof value === 'string';
const isLength = (value: unknown): value is number => Number.isInteger(value);
const isDuration = (value: unknown): value is number => Number.isFinite(value) && Number(value) >= 0;
const isName = (value: unknown): value is string => isText(value) && value !== '';

const text = only(isText, 'a text');
const name = only(isName, 'a name');
const unknown = oneOf('unknown');

function known<Value>(parser: Parser<Value>): Parser<Known<Value>> {
  return either(unknown, parser);
}

const truth = known(oneOf(true, false));

const facts: Parsers<AddressFacts> = {
  temporary: truth,
  deprecated: truth,
  tentative: truth,
  duplicate: truth,
  detached: truth,
  clat: truth,
  origin: known(oneOf('manual', 'dhcp', 'eui-64', 'slaac')),
  preferredLifetime: known(either(oneOf('forever'), only(isDuration, 'a number of milliseconds'))),
};

const address: Parser<string> = (value, path) => {
  const parsed = isText(value) ? parseAddress(value, familyOf(value)) : null;
  return parsed === null ? fail(`${path} is not an address`) : ok(parsed);
};

export const parseDescribedAddress: Parser<DescribedAddress> = record({ ...facts, interface: name, address });

const plainAddress: Parser<MachineAddress> = record({
  interface: name,
  family: oneOf('ipv4', 'ipv6'),
  address,
  prefixLength: known(only(isLength, 'a length')),
  ...facts,
});

const machineAddress: Parser<MachineAddress> = (value, path) => {
  const parsed = plainAddress(value, path);
  if (!parsed.ok) return parsed;
  const { family, address: own, prefixLength } = parsed.value;
  if (familyOf(own) !== family) return fail(`${path}.address is not of the family ${family}`);
  if (prefixLength !== 'unknown' && (prefixLength < 0 || prefixLength > addressBits[family])) {
    return fail(`${path}.prefixLength is not from 0 to ${addressBits[family]}`);
  }
  return parsed;
};

export const parseMachineInterface: Parser<MachineInterface> = record({ name, link: truth });

const network: Parser<string> = (value, path) => {
  const prefix = isText(value) ? parsePrefixed(value) : null;
  if (prefix === null) return fail(`${path} is not a network (ADDRESS/LENGTH)`);
  return ok(formatNetwork(networkOf(prefix.address, prefix.length)));
};

const reason = either(oneOf(null), text);
const outgoing = known(either(oneOf(null), name));

/** Sentences came later than the rest: a picture without them is as good. */
const notes: Parser<readonly string[]> = (value, path) => list(text)(value ?? [], path);

export const parseMachineShape: Parser<Machine> = record({
  platform: name,
  interfaces: list(parseMachineInterface),
  addresses: list(machineAddress),
  onLinkPrefixes: known(list(record<OnLinkPrefix>({ interface: name, network }))),
  outgoing: record({ ipv4: outgoing, ipv6: outgoing }),
  blind: record({ ipv4: reason, ipv6: reason }),
  notes,
});
