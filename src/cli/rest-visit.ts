import type { Command } from 'commander';
import type { RestClient } from '../channels/rest/client.ts';
import type { Failure } from '../failure.ts';
import { openRestClient } from '../pipeline/records/rest-session.ts';
import type { World } from '../pipeline/world.ts';
import { fail, type Result } from '../result.ts';
import { type RestSettings, readRestSettings } from '../settings/rest-settings.ts';
import { secretsOf } from '../settings/token-places.ts';
import type { NamedZone } from '../settings/zone.ts';
import { refuse, type Typed, tell, typedBy, warn } from './say.ts';
import type { Terminal } from './terminal.ts';

/** What a command that speaks REST has at hand. */
export interface Visit {
  readonly typed: Typed;
  readonly settings: RestSettings;
  readonly client: RestClient;
}

/** Reads the settings, opens the client, and refuses what fails; the connections end with it. */
export async function visitRest(
  { command, zone }: { readonly command: Command; readonly zone: string | null },
  world: World,
  terminal: Terminal,
  use: (visit: Visit) => Promise<Result<void, Failure>>,
): Promise<void> {
  const typed = typedBy(command, terminal, zone);
  const settings = readRestSettings(typed.words, world);
  if (!settings.ok) return refuse(settings.failure, terminal, typed);
  const { way, config, warnings } = settings.value;
  terminal.hide([way.token, ...secretsOf(world.environment, config)]);
  warn(warnings, terminal, typed);

  const channels = world.openChannels((line) => tell(line, terminal, typed));
  try {
    const client = await openRestClient(way, settings.value, channels, world);
    const used = await use({ typed, settings: settings.value, client });
    if (!used.ok) refuse([used.failure], terminal, typed);
  } finally {
    await channels.close();
  }
}

/** A visit for a zone that is named; what fails names it. */
export function visitZone(
  zone: string,
  command: Command,
  world: World,
  terminal: Terminal,
  use: (visit: Visit, named: NamedZone) => Promise<Result<void, Failure>>,
): Promise<void> {
  return visitRest({ command, zone }, world, terminal, async (visit) => {
    const named = visit.settings.zone;
    if (named === null) return fail({ code: 'usage', message: 'no zone is named' });
    const used = await use(visit, named);
    return used.ok ? used : fail({ ...used.failure, message: `${named.label}: ${used.failure.message}` });
  });
}
