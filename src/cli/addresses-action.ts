import type { SelectionPolicy } from '../job.ts';
import { look } from '../pipeline/look.ts';
import type { World } from '../pipeline/world.ts';
import { addressesDocument, addressesTable } from '../report/addresses.ts';
import { choose } from '../select/choose.ts';
import { interfaceFailure } from '../select/interface-name.ts';
import { prefixFor } from '../select/prefix.ts';
import { chosenCacheFolder, findConfig } from '../settings/find-config.ts';
import { resolve } from '../settings/resolve.ts';
import { sourcesOf } from '../settings/settings.ts';
import { wishesOf } from '../settings/wishes.ts';
import { refuse, type Typed, warn } from './say.ts';
import type { Terminal } from './terminal.ts';

export async function showAddresses(typed: Typed, world: World, terminal: Terminal): Promise<void> {
  const config = findConfig(typed.words, world);
  if (!config.ok) return refuse(config.failure, terminal, typed);
  const resolved = resolve(sourcesOf(typed.words, null, config.value, world));
  if (!resolved.ok) return refuse(resolved.failure, terminal, typed);
  const wishes = wishesOf(resolved.value.values, typed.words);
  if (!wishes.ok) return refuse([wishes.failure], terminal, typed);

  const { interface: name, temporary, prefixLength } = resolved.value.values;
  const selection: SelectionPolicy = { interface: name, temporary, prefixLength };
  const detector = world.detector(world.openCache(chosenCacheFolder(typed.words, config.value, world)));
  const { machine, policy } = await look(detector, { selection, wishes: wishes.value }, world.sleep, world.signal);
  const unknown = interfaceFailure(machine, policy, wishes.value);
  if (unknown !== null) return refuse([unknown], terminal, typed);

  const choices = {
    ipv4: choose(machine, 'ipv4', policy, null),
    ipv6: choose(machine, 'ipv6', policy, null),
  };
  const prefix = choices.ipv6.chosen === null ? null : prefixFor(choices.ipv6.chosen, machine, policy);
  const picture = { machine, choices, prefix };
  terminal.writeOut(typed.json ? addressesDocument(picture) : addressesTable(picture, terminal.outColours));
  if (!typed.json) warn(machine.notes, terminal, typed);
}
