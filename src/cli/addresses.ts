import type { Command } from 'commander';
import type { Choice } from '../choice.ts';
import { exitCodeOf, type Failure } from '../failure.ts';
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
import { refuse, typedBy, warn } from './say.ts';
import type { Terminal } from './terminal.ts';

/** `dynv6 addresses`: what this machine has, what would be published, and why not the rest. */
export function addressesCommand(root: Command, world: World, terminal: Terminal): void {
  root
    .command('addresses [device]')
    .description('show every address of this machine, which would be published, and why not the rest')
    .action(async (device: string | undefined, _options: unknown, command: Command) => {
      const typed = typedBy(command, terminal, null, device ?? null);
      const config = findConfig(typed.words, world);
      if (!config.ok) return refuse(config.failure, terminal, typed);
      const resolved = resolve(sourcesOf(typed.words, null, config.value, world));
      if (!resolved.ok) return refuse(resolved.failure, terminal, typed);
      const wishes = wishesOf(resolved.value.values, typed.words);
      if (!wishes.ok) return refuse([wishes.failure], terminal, typed);

      const { interface: name, temporary, prefixLength } = resolved.value.values;
      const selection: SelectionPolicy = { interface: name, temporary, prefixLength };
      const cache = world.openCache(chosenCacheFolder(typed.words, config.value, world));
      const detector = world.detector(cache);
      const { machine, policy } = await look(detector, { selection, wishes: wishes.value }, world.sleep, world.signal);
      const unknown = interfaceFailure(machine, policy, wishes.value);
      if (unknown !== null) return refuse([unknown], terminal, typed);

      const choices: Readonly<Record<'ipv4' | 'ipv6', Choice>> = {
        ipv4: choose(machine, 'ipv4', policy, null),
        ipv6: choose(machine, 'ipv6', policy, null),
      };
      const prefix = choices.ipv6.chosen === null ? null : prefixFor(choices.ipv6.chosen, machine, policy);
      const picture = { machine, choices, prefix };
      terminal.writeOut(typed.json ? addressesDocument(picture) : addressesTable(picture, terminal.outColours));
      warn(typed.json ? [] : machine.notes, terminal, typed);
      const none: readonly Failure[] = [];
      terminal.exitWith(exitCodeOf(none));
    });
}
