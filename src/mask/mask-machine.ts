import { formatNetwork, type Network, parsePrefixed } from '../ip/network.ts';
import type { Machine } from '../machine.ts';
import { maskFor } from './mask-addresses.ts';
import { maskNames } from './mask-names.ts';
import { maskText } from './mask-text.ts';

/**
 * The picture of another machine to which the same would happen: every address and network is invented, with the same
 * relations among them; flags, lifetimes, lengths and the names of interfaces stay, but for the MAC that a name may
 * hold. The choice from it is the invented form of the choice from the real one.
 */
export function maskMachine(machine: Machine): Machine {
  const { onLinkPrefixes } = machine;
  const networks = (onLinkPrefixes === 'unknown' ? [] : onLinkPrefixes).map(({ network }) => networkNamed(network));
  const mask = maskFor(
    machine.addresses.map(({ address }) => address),
    networks,
  );
  const nameOf = maskNames([
    ...machine.interfaces.map(({ name }) => name),
    ...machine.addresses.map((one) => one.interface),
  ]);
  const outgoing = (name: string | null) => (name === null ? null : nameOf(name));
  const words = (text: string | null) => (text === null ? null : maskText(text));
  return {
    platform: machine.platform,
    interfaces: machine.interfaces.map(({ name, link }) => ({ name: nameOf(name), link })),
    addresses: machine.addresses.map((one) => ({
      ...one,
      interface: nameOf(one.interface),
      address: mask.address(one.address),
    })),
    onLinkPrefixes:
      onLinkPrefixes === 'unknown'
        ? 'unknown'
        : onLinkPrefixes.map(({ interface: name, network }) => ({
            interface: nameOf(name),
            network: formatNetwork(mask.network(networkNamed(network))),
          })),
    outgoing: { ipv4: outgoing(machine.outgoing.ipv4), ipv6: outgoing(machine.outgoing.ipv6) },
    blind: { ipv4: words(machine.blind.ipv4), ipv6: words(machine.blind.ipv6) },
    notes: machine.notes.map(maskText),
  };
}

/** Pictures hold networks in their written form alone; anything else would be all addresses. */
function networkNamed(text: string): Network {
  return parsePrefixed(text) ?? { address: '::', length: 0 };
}
