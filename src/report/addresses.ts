import type { Choice, Verdict } from '../choice.ts';
import type { Family, Machine, MachineAddress } from '../machine.ts';
import type { Colours } from './colours.ts';
import { jsonDocument } from './json.ts';
import { formatTable } from './table.ts';
import { oneLine } from './words.ts';

export interface AddressesPicture {
  readonly machine: Machine;
  readonly choices: Readonly<Record<Family, Choice>>;
  /** The network that would be published with the IPv6 address. */
  readonly prefix: string | null;
}

/** Every address, the ones that would be published first. */
export function addressesTable({ machine, choices, prefix }: AddressesPicture, colours: Colours): string {
  const verdicts = [...choices.ipv4.verdicts, ...choices.ipv6.verdicts];
  const isChosen = ({ address }: Verdict) => address === choices.ipv4.chosen || address === choices.ipv6.chosen;
  const rows = [...verdicts.filter(isChosen), ...verdicts.filter((verdict) => !isChosen(verdict))].map((verdict) => [
    isChosen(verdict) ? colours.good('*') : ' ',
    oneLine(verdict.address.interface),
    `${verdict.address.address}${lengthOf(verdict.address)}`,
    isChosen(verdict) ? colours.good('would be published') : colours.faint(verdict.reason ?? ''),
  ]);
  const table = rows.length === 0 ? 'No addresses.\n' : formatTable(['', 'interface', 'address', ''], rows, colours);
  const blind = Object.values(machine.blind).flatMap((reason) => (reason === null ? [] : [`${oneLine(reason)}\n`]));
  return [
    table,
    ...blind,
    prefix === null ? '' : `\nThe prefix ${prefix} would be published with the IPv6 address.\n`,
  ].join('');
}

/** The picture of the machine, as `DYNV6_MACHINE` reads it, with what would come of it. */
export function addressesDocument({ machine, choices, prefix }: AddressesPicture): string {
  const reasonOf = new Map(
    [...choices.ipv4.verdicts, ...choices.ipv6.verdicts].map(({ address, reason }) => [address, reason] as const),
  );
  const published = {
    ...(choices.ipv4.chosen === null ? {} : { ipv4: choices.ipv4.chosen.address }),
    ...(choices.ipv6.chosen === null ? {} : { ipv6: choices.ipv6.chosen.address }),
    ...(prefix === null ? {} : { ipv6prefix: prefix }),
  };
  const addresses = machine.addresses.map((address) => ({ ...address, passedOver: reasonOf.get(address) ?? null }));
  return jsonDocument({ published, ...machine, addresses });
}

function lengthOf({ prefixLength }: MachineAddress): string {
  return prefixLength === 'unknown' ? '' : `/${prefixLength}`;
}
