import type { Command } from 'commander';
import type { Failure } from '../failure.ts';
import type { World } from '../pipeline/world.ts';
import { readSettings, type Settings } from '../settings/settings.ts';
import { parseResolver } from './parse-resolver.ts';
import { hideSecrets, refuse, type Typed, tell, typedBy, warn } from './say.ts';
import type { Terminal } from './terminal.ts';

/** `dynv6 watch [zone] [device]`: stays, and publishes what changes. */
export function watchCommand(root: Command, world: World, terminal: Terminal): void {
  root
    .command('watch [zone] [device]')
    .description('stay, and publish what changes; SIGHUP reads the settings again, SIGUSR1 looks at once')
    .option('--resolver <host[:port]>', "the resolver that knows the zone's name servers; default: the system's")
    .action((zone: string | undefined, device: string | undefined, words: { resolver?: string }, command: Command) =>
      watch(typedBy(command, terminal, zone ?? null, device ?? null), words.resolver ?? null, world, terminal),
    );
}

async function watch(typed: Typed, named: string | null, world: World, terminal: Terminal): Promise<void> {
  const resolver = parseResolver(named);
  if (!resolver.ok) return refuse([resolver.failure], terminal, typed);
  const reread = () => {
    const settings = readSettings(typed.words, world);
    if (!settings.ok) return settings;
    hideSecrets(settings.value, world, terminal);
    warn(settings.value.warnings, terminal, typed);
    return settings;
  };
  const settings = reread();
  if (!settings.ok) return refuse(settings.failure, terminal, typed);
  const hopeless = withoutHope(settings.value);
  if (hopeless !== null) return refuse(hopeless, terminal, typed);

  const { runWatch } = await import('../watch/run-watch.ts');
  await runWatch({
    settings: settings.value,
    reread,
    resolver: resolver.value,
    world,
    voice: terminal,
    manner: typed,
    warn: (line) => warn([line], terminal, typed),
    trace: (line) => tell(line, terminal, typed),
    process,
  });
}

/** What stands in the way of every zone; null where at least one of them can be tried. */
function withoutHope({ zones }: Settings): readonly Failure[] | null {
  const failures = zones.flatMap(({ job, label }) =>
    job.ok ? [] : [{ ...job.failure, message: `${label}: ${job.failure.message}` }],
  );
  return failures.length === zones.length ? failures : null;
}
