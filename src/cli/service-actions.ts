import { exitCodes, type Failure } from '../failure.ts';
import type { World } from '../pipeline/world.ts';
import {
  changesDocument,
  changeText,
  definitionDocument,
  definitionText,
  type ServiceChange,
  stateDocument,
  stateText,
} from '../report/service.ts';
import { fail, ok, type Result } from '../result.ts';
import { unseenVariables } from '../service/describe.ts';
import { installService, planToken } from '../service/install.ts';
import { observe } from '../service/observe.ts';
import { type KindPlace, obstacle, passingScript, placeOf, placesOf } from '../service/places.ts';
import { supervisors } from '../service/supervisors.ts';
import { uninstallService } from '../service/uninstall.ts';
import { warn } from './say.ts';
import { describeAsked, type ServiceVisit, visitServices } from './service-visit.ts';
import type { ServiceAsked } from './service-words.ts';
import type { Terminal } from './terminal.ts';

type Done = Promise<Result<number, readonly Failure[]>>;

export function install(asked: ServiceAsked, world: World, terminal: Terminal): Promise<void> {
  return visitServices(asked, world, terminal, async (visit) => {
    const { words, kind, owner, dryRun, effects, machinery } = visit;
    const placed = placeOf(kind, words.scope, owner);
    if (!placed.ok) return fail([placed.failure]);
    const unable = obstacle(words.scope, owner, world.platform) ?? passingScript(machinery.program[1]);
    if (unable !== null && !dryRun) return fail([unable]);
    const described = describeAsked(visit);
    if (!described.ok) return described;
    if (described.value.failure !== null) return fail([described.value.failure]);
    warnOfUnseen(visit);
    const { define } = supervisors[kind];
    const done = await installService(kind, { place: placed.value, define }, described.value, effects, { dryRun });
    if (!done.ok) return fail([done.failure]);
    return show([{ kind, scope: words.scope, ...done.value }], visit);
  });
}

export function uninstall(asked: ServiceAsked, world: World, terminal: Terminal): Promise<void> {
  return visitServices(asked, world, terminal, async (visit) => {
    const { words, kind, owner, dryRun, effects } = visit;
    const installed = await installedAt(placesOf(words.kind, words.scope, owner), visit);
    const unable = installed.length === 0 || dryRun ? null : obstacle(words.scope, owner, world.platform);
    if (unable !== null) return fail([unable]);
    const changes: ServiceChange[] = [];
    for (const { place, ...what } of installed) {
      const done = await uninstallService(place, effects, { dryRun });
      if (!done.ok) return fail([done.failure]);
      changes.push({ ...what, hints: [], ...done.value });
    }
    const none: ServiceChange = { kind, scope: words.scope, result: 'absent', steps: [], hints: [] };
    return show(changes.length === 0 ? [none] : changes, visit);
  });
}

/** Ends with 0 where all that is there runs, 75 where something does not, 78 where nothing is there. */
export function showState(asked: ServiceAsked, world: World, terminal: Terminal): Promise<void> {
  return visitServices(asked, world, terminal, async ({ words, typed, owner, effects }) => {
    const ofSystem = words.scope === 'user' ? [] : placesOf(words.kind, 'system', owner);
    const states = await Promise.all(
      [...ofSystem, ...placesOf(words.kind, 'user', owner)].map(async ({ kind, scope, place }) => {
        const { installed, running, files } = await observe(place, effects, { probe: false });
        return { kind, scope, installed, running, files: [...files.keys()] };
      }),
    );
    const found = states.filter(({ installed }) => installed);
    const all = found.length > 0 && found.every(({ running }) => running);
    if (typed.json) terminal.writeOut(stateDocument(found));
    else if (!typed.quiet) terminal.writeOut(stateText(found, terminal.outColours));
    else if (!all) terminal.writeErr(stateText(found, terminal.errColours));
    if (all) return ok(0);
    return ok(found.length === 0 ? exitCodes.config : exitCodes.unavailable);
  });
}

export function print(asked: ServiceAsked, world: World, terminal: Terminal): Promise<void> {
  return visitServices(asked, world, terminal, async (visit) => {
    const { words, typed, kind, owner, effects } = visit;
    const placed = placeOf(kind, words.scope, owner);
    if (!placed.ok) return fail([placed.failure]);
    const described = describeAsked(visit);
    if (!described.ok) return described;
    const observed = await observe({ ...placed.value, crontab: false }, effects, { probe: false });
    const token = planToken(described.value, observed, effects);
    const wrote = token.ok ? token.value.wrote : [];
    const defined = supervisors[kind].define({ ...described.value.service, wrote });
    if (!defined.ok) return fail([defined.failure]);
    const { parts, crontab } = defined.value;
    const files = crontab === undefined ? parts : [{ path: 'crontab', content: crontab }];
    // On the way through a pipe it is UTF-8, or whatever the shell makes of it: no encoding is claimed.
    const shown = files.map(({ path, content }) => ({ path, content: content.replace(' encoding="UTF-16"', '') }));
    terminal.writeOut(typed.json ? definitionDocument(kind, words.scope, shown) : definitionText(shown));
    return ok(0);
  });
}

async function installedAt(
  places: readonly KindPlace[],
  { effects }: Pick<ServiceVisit, 'effects'>,
): Promise<readonly KindPlace[]> {
  const seen = await Promise.all(places.map(({ place }) => observe(place, effects, { probe: false })));
  return places.filter((_, index) => seen[index]?.installed === true);
}

function warnOfUnseen({ world, terminal, typed }: ServiceVisit): void {
  const unseen = unseenVariables(world);
  if (unseen.length === 0) return;
  warn([`the service will not see what is set here: ${unseen.join(', ')}`], terminal, typed);
}

async function show(changes: readonly ServiceChange[], { terminal, typed: { json, quiet } }: ServiceVisit): Done {
  if (json) terminal.writeOut(changesDocument(changes));
  else if (!quiet) terminal.writeOut(changes.map((change) => changeText(change, terminal.outColours)).join(''));
  return ok(0);
}
