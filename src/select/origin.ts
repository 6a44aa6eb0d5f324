import type { Choice } from '../choice.ts';
import type { Failure } from '../failure.ts';
import { specialPurpose } from '../ip/special-purpose.ts';
import type { SelectionPolicy } from '../job.ts';
import { type Family, familyNames, type MachineAddress } from '../machine.ts';
import type { Origin, Values } from '../update.ts';

/** The local address that a request has to leave from to go by the interface that was asked for; null where none was. */
export function originFor({ chosen, verdicts }: Choice, policy: SelectionPolicy): Origin | null {
  const { interface: name } = policy;
  if (name === null) return null;
  const usable = verdicts
    .map(({ address }) => address)
    .filter((address) => address.interface === name && canSendFrom(address));
  const [best] = chosen === null ? usable : [chosen];
  return best === undefined ? null : { interface: name, address: best.address };
}

/** The failure where `auto` is to leave by an interface that has no address for it. */
export function missingOrigin(
  values: Values,
  origins: Readonly<Record<Family, Origin | null>>,
  { interface: name }: SelectionPolicy,
): Failure | null {
  if (name === null) return null;
  const asked: readonly Family[] = [
    ...(values.ipv4 === 'auto' ? (['ipv4'] as const) : []),
    ...(values.ipv6 === 'auto' || values.ipv6prefix === 'auto' ? (['ipv6'] as const) : []),
  ];
  const stranded = asked.find((family) => origins[family] === null);
  if (stranded === undefined) return null;
  return {
    code: 'no-address',
    message: `${name} has no ${familyNames[stranded]} address from which "auto" could be asked`,
    advice: '"dynv6 addresses" shows every address of this machine',
  };
}

/** A private address is good enough to send from: the router translates it. These reach no service at all. */
export function canSendFrom({ address, clat, deprecated, tentative, duplicate }: MachineAddress): boolean {
  if (clat === true || deprecated === true || tentative === true || duplicate === true) return false;
  return !/^(unspecified|loopback|link-local|multicast|broadcast|made for translation)/.test(
    specialPurpose(address) ?? '',
  );
}
