import { resolve as resolvePath } from 'node:path';
import type { World } from '../pipeline/world.ts';
import { configListing, configSummary } from '../report/config.ts';
import { jsonDocument } from '../report/json.ts';
import { findConfig } from '../settings/find-config.ts';
import { configFiles } from '../settings/places.ts';
import { configSchema } from '../settings/schema.ts';
import { readSettings, type Settings } from '../settings/settings.ts';
import { wordOf } from '../settings/words.ts';
import { hideSecrets, refuse, type Typed, warn } from './say.ts';
import type { Terminal } from './terminal.ts';

export function checkConfig(typed: Typed, world: World, terminal: Terminal): void {
  const settings = settingsOf(typed, world, terminal);
  if (settings === null) return;
  const broken = settings.zones.flatMap(({ job, label }) =>
    job.ok ? [] : [{ ...job.failure, message: `${label}: ${job.failure.message}` }],
  );
  if (broken.length > 0) refuse(broken, terminal, typed);
  else if (typed.json) terminal.writeOut(jsonDocument({ zones: settings.zones.map(({ zone }) => zone) }));
  else if (!typed.quiet) terminal.writeOut(configSummary(settings));
}

export function showPath(typed: Typed, world: World, terminal: Terminal): void {
  const named = wordOf(typed.words, 'config') ?? world.environment['DYNV6_CONFIG'];
  const found = findConfig(typed.words, world);
  const [usual] = configFiles(world);
  const path = (found.ok ? found.value?.path : null) ?? (named ? resolvePath(world.currentFolder, named) : usual);
  if (path === undefined) refuse([homeless], terminal, typed);
  else terminal.writeOut(typed.json ? jsonDocument({ path }) : `${path}\n`);
}

export function showConfig(typed: Typed, world: World, terminal: Terminal): void {
  const settings = settingsOf(typed, world, terminal);
  if (settings !== null) terminal.writeOut(configListing(settings, typed.json, terminal.outColours));
}

export function showSchema(terminal: Terminal): void {
  terminal.writeOut(`${JSON.stringify(configSchema(), null, 2)}\n`);
}

/** Null where they are wrong, and that is told. */
function settingsOf(typed: Typed, world: World, terminal: Terminal): Settings | null {
  const settings = readSettings(typed.words, world);
  if (!settings.ok) {
    refuse(settings.failure, terminal, typed);
    return null;
  }
  hideSecrets(settings.value, world, terminal);
  warn(settings.value.warnings, terminal, typed);
  return settings.value;
}

const homeless = {
  code: 'config',
  message: 'there is no usual place for a config file: this user has no home folder',
  advice: 'Name one with --config',
} as const;
