import { arch, release } from 'node:os';
import process from 'node:process';
import { bugReport, type NamedSettings } from '../mask/bug-report.ts';
import type { World } from '../pipeline/world.ts';
import { jsonDocument } from '../report/json.ts';
import { findConfig } from '../settings/find-config.ts';
import { version } from '../version.ts';
import type { Typed } from './say.ts';
import type { Terminal } from './terminal.ts';

/** Beside those that begin with DYNV6_. */
const variables =
  /^(token|netmask|(https?|no|all)_proxy|no_color|term|xdg_(config|cache)_home|(state|credentials)_directory|node_options)$/i;

export async function showReport({ words }: Pick<Typed, 'words'>, world: World, terminal: Terminal): Promise<void> {
  // Asked anew, and not kept: what an earlier run was told may be what is wrong.
  const detector = world.detector(world.openCache(null));
  const looked = await detector.look(world.signal);
  const machine = await detector.ask(looked, { lifetimes: true, outgoing: ['ipv4', 'ipv6'] }, world.signal);
  const versions = { dynv6: version, node: process.version, architecture: arch(), kernel: release() };
  const settings = namedSettings(words, world);
  terminal.writeOut(jsonDocument({ ...bugReport(machine, { versions, settings, homeFolder: world.homeFolder }) }));
}

function namedSettings(words: Typed['words'], world: World): NamedSettings {
  const config = findConfig(words, world);
  const { environment } = world;
  return {
    // commander has a value for --no-color that nobody typed.
    commandLine: Object.keys(words.options)
      .filter((name) => name !== 'color' || words.options[name] === false)
      .sort(),
    environment: Object.keys(environment)
      .filter((name) => environment[name] !== '' && (variables.test(name) || /^DYNV6_[A-Z\d_]+$/.test(name)))
      .sort(),
    configFile: config.ok
      ? config.value && {
          general: Object.keys(config.value.general.values).sort(),
          zones: config.value.zones.map(({ values }) => Object.keys(values).sort()),
        }
      : 'unusable',
  };
}
