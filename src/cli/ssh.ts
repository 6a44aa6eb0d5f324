import type { Command } from 'commander';
import { defaultDestination, parseSshDestination } from '../channels/ssh/destination.ts';
import type { World } from '../pipeline/world.ts';
import { findConfig } from '../settings/find-config.ts';
import { resolve } from '../settings/resolve.ts';
import { sourcesOf } from '../settings/settings.ts';
import { refuse, typedBy } from './say.ts';
import type { Terminal } from './terminal.ts';

/** `dynv6 ssh`: the service's shell on this terminal, until the user leaves it. Ends with ssh's own exit code. */
export function sshCommand(root: Command, world: World, terminal: Terminal): void {
  root
    .command('ssh')
    .description("open the service's interactive shell")
    .action(async (_options: unknown, command: Command) => {
      const typed = typedBy(command, terminal);
      const config = findConfig(typed.words, world);
      if (!config.ok) return refuse(config.failure, terminal, typed);
      const resolved = resolve(sourcesOf(typed.words, null, config.value, world));
      if (!resolved.ok) return refuse(resolved.failure, terminal, typed);

      const { values, origins } = resolved.value;
      const { identity, knownHosts } = values;
      const { interactiveShell } = await import('../channels/ssh/interactive-shell.ts');
      // A server that was set for another way in is no host to log in to.
      const server = values.via === 'ssh' || origins.server === '--server' ? values.server : null;
      const destination = parseSshDestination(server ?? defaultDestination);
      if (!destination.ok) return refuse([destination.failure], terminal, typed);

      const shell = await interactiveShell({ destination: destination.value, identity, knownHosts }, world.environment);
      if (!shell.ok) return refuse([shell.failure], terminal, typed);
      terminal.exitWith(shell.value);
    });
}
