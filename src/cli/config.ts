import { resolve as resolvePath } from 'node:path';
import type { Command } from 'commander';
import type { World } from '../pipeline/world.ts';
import { configListing, configSummary } from '../report/config.ts';
import { jsonDocument } from '../report/json.ts';
import { findConfig } from '../settings/find-config.ts';
import { configFiles } from '../settings/places.ts';
import { readSettings } from '../settings/settings.ts';
import { wordOf } from '../settings/words.ts';
import { hideSecrets, refuse, typedBy, warn } from './say.ts';
import type { Terminal } from './terminal.ts';

/** `dynv6 config check|path|show|schema`: looks after the config file; sends nothing. */
export function configCommand(root: Command, world: World, terminal: Terminal): void {
  const config = root.command('config').description('look after the config file').usage('check|path|show|schema');

  config
    .command('check [zone]')
    .description('check the settings of every zone, and say what is wrong')
    .action(async (zone: string | undefined, _options: unknown, command: Command) => {
      const typed = typedBy(command, terminal, zone ?? null);
      const settings = readSettings(typed.words, world);
      if (!settings.ok) return refuse(settings.failure, terminal, typed);
      hideSecrets(settings.value, world, terminal);
      warn(settings.value.warnings, terminal, typed);
      const broken = settings.value.zones.flatMap(({ job, label }) =>
        job.ok ? [] : [{ ...job.failure, message: `${label}: ${job.failure.message}` }],
      );
      if (broken.length > 0) return refuse(broken, terminal, typed);
      if (typed.json) terminal.writeOut(jsonDocument({ zones: settings.value.zones.map(({ zone: name }) => name) }));
      else if (!typed.quiet) terminal.writeOut(configSummary(settings.value));
    });

  config
    .command('path')
    .description('show where the config file is, or where it would be')
    .action(async (_options: unknown, command: Command) => {
      const typed = typedBy(command, terminal);
      const named = wordOf(typed.words, 'config') ?? world.environment['DYNV6_CONFIG'];
      const found = findConfig(typed.words, world);
      const [usual] = configFiles(world);
      const path = (found.ok ? found.value?.path : null) ?? (named ? resolvePath(world.currentFolder, named) : usual);
      if (path === undefined) return refuse([homeless], terminal, typed);
      terminal.writeOut(typed.json ? jsonDocument({ path }) : `${path}\n`);
    });

  config
    .command('show [zone]')
    .description('show every setting of every zone and where it comes from')
    .action(async (zone: string | undefined, _options: unknown, command: Command) => {
      const typed = typedBy(command, terminal, zone ?? null);
      const settings = readSettings(typed.words, world);
      if (!settings.ok) return refuse(settings.failure, terminal, typed);
      hideSecrets(settings.value, world, terminal);
      warn(settings.value.warnings, terminal, typed);
      terminal.writeOut(configListing(settings.value, typed.json, terminal.outColours));
    });

  config
    .command('schema')
    .description('show the JSON Schema of the config file, for editors')
    .action(async () => {
      const { configSchema } = await import('../settings/schema.ts');
      terminal.writeOut(`${JSON.stringify(configSchema(), null, 2)}\n`);
    });
}

const homeless = {
  code: 'config',
  message: 'there is no usual place for a config file: this user has no home folder',
  advice: 'Name one with --config',
} as const;
