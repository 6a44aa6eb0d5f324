import type { Failure } from '../failure.ts';
import type { World } from '../pipeline/world.ts';
import { fail, type Result } from '../result.ts';
import { type Described, describeService, type Machinery, ownerOf } from '../service/describe.ts';
import type { ServiceEffects } from '../service/effects.ts';
import type { Kind, Owner } from '../service/service.ts';
import { usualKind } from '../service/supervisors.ts';
import { thisMachinery, thisSystem } from '../service/this-system.ts';
import { readSettings } from '../settings/settings.ts';
import { isSet } from '../settings/words.ts';
import { hideSecrets, refuse, type Typed, typedBy, warn } from './say.ts';
import { parseServiceWords, type ServiceAsked, type ServiceWords } from './service-words.ts';
import type { Terminal } from './terminal.ts';

/** What an action on services has at hand. */
export interface ServiceVisit {
  readonly words: ServiceWords;
  readonly typed: Typed;
  readonly dryRun: boolean;
  /** The kind that was named, or the machine's. */
  readonly kind: Kind;
  readonly owner: Owner;
  readonly machinery: Machinery;
  readonly effects: ServiceEffects;
  readonly world: World;
  readonly terminal: Terminal;
}

/** Reads what was typed, acts, and ends with the exit code that the action gives. */
export async function visitServices(
  asked: ServiceAsked,
  world: World,
  terminal: Terminal,
  action: (visit: ServiceVisit) => Promise<Result<number, readonly Failure[]>>,
): Promise<void> {
  const words = parseServiceWords(asked);
  const { zone, device } = words.ok ? words.value : { zone: null, device: null };
  const typed = typedBy(asked.command, terminal, zone, device);
  if (!words.ok) return refuse([words.failure], terminal, typed);
  const machinery = thisMachinery(world.environment);
  const effects = thisSystem(world.environment);
  const done = await action({
    words: words.value,
    typed,
    dryRun: isSet(typed.words, 'dryRun'),
    kind: words.value.kind ?? usualKind(world.platform, effects.exists),
    owner: ownerOf(machinery.user, world),
    machinery,
    effects,
    world,
    terminal,
  });
  if (!done.ok) return refuse(done.failure, terminal, typed);
  terminal.exitWith(done.value);
}

/** What the service is to run: the settings of an update, made to last. */
export function describeAsked({
  words: { scope, period },
  typed,
  machinery,
  effects,
  world,
  terminal,
}: ServiceVisit): Result<Described, readonly Failure[]> {
  const settings = readSettings(typed.words, world);
  if (!settings.ok) return settings;
  hideSecrets(settings.value, world, terminal);
  warn(settings.value.warnings, terminal, typed);
  const broken = settings.value.zones.flatMap(({ job }) =>
    job.ok || job.failure.code === 'no-token' ? [] : [job.failure],
  );
  if (broken.length > 0) return fail(broken);
  const wanted = { words: typed.words, settings: settings.value, scope, period };
  const described = describeService(wanted, machinery, world, effects);
  return described.ok ? described : fail([described.failure]);
}
