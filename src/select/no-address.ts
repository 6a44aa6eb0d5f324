import type { Choice, Verdict } from '../choice.ts';
import type { Failure } from '../failure.ts';
import type { SelectionPolicy } from '../job.ts';
import { type Family, familyNames, type Machine } from '../machine.ts';

/** Reasons that say nothing about why there is no address: every machine has such addresses. */
const ordinary: readonly string[] = ['loopback', 'link-local', 'on another interface'];

const shown = 3;

/** Why a family has no address to publish, with the addresses that were passed over; one line. */
export function whyNoAddress(family: Family, machine: Machine, choice: Choice, policy: SelectionPolicy): string {
  const where = policy.interface === null ? '' : ` on ${policy.interface}`;
  return `no ${familyNames[family]} address to publish${where}: ${cause(family, machine, choice, policy)}`;
}

export function nothingToPublish(
  families: readonly Family[],
  machine: Machine,
  choices: Readonly<Record<Family, Choice>>,
  policy: SelectionPolicy,
): Failure {
  const reasons = families.map((family) => whyNoAddress(family, machine, choices[family], policy));
  return {
    code: 'no-address',
    message: reasons.length === 0 ? 'nothing to publish: every value is set to none' : reasons.join('; '),
    advice: families.some((family) => machine.blind[family] !== null)
      ? 'Give the address, or let the service take it from the connection: --ipv4 auto, --ipv6 auto'
      : '"dynv6 addresses" shows every address of this machine and why it is passed over',
  };
}

function cause(family: Family, machine: Machine, { verdicts }: Choice, policy: SelectionPolicy): string {
  const blind = machine.blind[family];
  if (blind !== null) return blind;
  const telling = verdicts.filter(({ reason }) => reason !== null && !ordinary.includes(reason));
  if (telling.length > 0) return describe(telling);
  const unlinked = machine.interfaces
    .filter(({ name, link }) => link === false && (policy.interface === null || name === policy.interface))
    .map(({ name }) => name);
  if (unlinked.length > 0 && unlinked.length <= shown) return `${unlinked.join(', ')} has no link`;
  return 'there is none but loopback and link-local';
}

function describe(verdicts: readonly Verdict[]): string {
  const words = verdicts.slice(0, shown).map(({ address, reason }) => `${address.address} is ${reason}`);
  const more = verdicts.length - shown;
  return more > 0 ? `${words.join(', ')}, and ${more} more` : words.join(', ');
}
