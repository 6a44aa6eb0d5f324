import type { Outcome } from '../outcome.ts';
import type { World } from '../pipeline/world.ts';
import { secretsOfZones } from '../settings/secrets.ts';
import type { Settings, ZoneEntry } from '../settings/settings.ts';
import { type Manner, tell, warn } from './say.ts';
import type { Terminal } from './terminal.ts';

/** Others who want to hear of one run. */
export interface RunHooks {
  begin(): void;
  /** The outcomes stand in the order of the zones. Resolves when all is told. */
  end(outcomes: readonly Outcome[]): Promise<void>;
}

/** Null where nobody wants to hear of it: the run then loads nothing for it. */
export async function hooksOfRun(
  { zones }: Settings,
  world: World,
  terminal: Terminal,
  manner: Manner,
): Promise<RunHooks | null> {
  if (!zones.some(isHooked)) return null;
  const { openHooks } = await import('../hooks/hooks.ts');
  const channels = world.openChannels((line) => tell(line, terminal, manner));
  const hooks = openHooks({
    environment: world.environment,
    secrets: secretsOfZones(zones),
    now: world.now,
    sender: channels.sender,
    warn: (line) => warn([line], terminal, manner),
    signal: world.signal,
  });
  return {
    begin: () => hooks.begin(zones),
    async end(outcomes) {
      for (const [index, zone] of zones.entries()) {
        const outcome = outcomes[index];
        if (outcome !== undefined) hooks.outcome(zone, outcome);
      }
      hooks.end(zones);
      await hooks.told();
      await channels.close();
    },
  };
}

/** A run that sends nothing tells nobody. */
function isHooked({ job, resolved: { values } }: ZoneEntry): boolean {
  if (job.ok && job.value.dryRun) return false;
  return [values.onChange, values.notifyUrl, values.pingUrl, values.metrics].some((value) => value !== null);
}
