import type { SelectionPolicy, ZoneJob } from '../job.ts';
import type { Detector, Machine } from '../machine.ts';
import { choose } from '../select/choose.ts';
import { interfaceNamed } from '../select/interface-name.ts';
import { openQuestions } from '../select/open-questions.ts';

export interface Sight {
  readonly machine: Machine;
  /** The policy, its interface by the name that this machine has for it. */
  readonly policy: SelectionPolicy;
}

/** Duplicate address detection takes a second or two (RFC 4862, section 5.4); milliseconds. */
const patience = 3000;
const pause = 200;

/** Looks at the machine until the picture tells all that the choice hangs on. */
export async function look(
  detector: Detector,
  { selection, wishes }: Pick<ZoneJob, 'selection' | 'wishes'>,
  sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>,
  signal: AbortSignal,
): Promise<Sight> {
  let sight = await lookOnce(detector, selection, signal);
  for (let waited = 0; waited < patience && wishes.ipv6 === 'detect' && isUndecided(sight); waited += pause) {
    await sleep(pause, signal);
    if (signal.aborted) break;
    sight = await lookOnce(detector, selection, signal);
  }
  return sight;
}

/** One look, and the answers to what it leaves open. */
export async function lookOnce(detector: Detector, selection: SelectionPolicy, signal: AbortSignal): Promise<Sight> {
  let machine = await detector.look(signal);
  const policy =
    selection.interface === null
      ? selection
      : { ...selection, interface: interfaceNamed(selection.interface, machine) };
  // The answer to the first question, the outgoing interface, may raise the second, the lifetimes.
  for (const _ of ['outgoing', 'lifetimes']) {
    const questions = openQuestions(machine, policy);
    if (questions === null) break;
    machine = await detector.ask(machine, questions, signal);
  }
  return { machine, policy };
}

function isUndecided({ machine, policy }: Sight): boolean {
  // Nearly always this spares the choice, which is made with more knowledge later.
  const tentative = machine.addresses.some((address) => address.tentative === true);
  return tentative && choose(machine, 'ipv6', policy, null).undecided;
}
