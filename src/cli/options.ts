import type { Command } from 'commander';
import { definitions, type SettingName } from '../settings/definitions.ts';

type Group = readonly [title: string, settings: readonly SettingName[], more: readonly (readonly [string, string])[]];

/** The options in the order of the help. No defaults here: a parser's default would look like a wish of the user. */
const groups: readonly Group[] = [
  [
    'What to publish:',
    ['ipv4', 'ipv6', 'prefix', 'prefixLength', 'interface', 'temporary'],
    [
      ['-4', 'only IPv4'],
      ['-6', 'only IPv6 and its prefix'],
    ],
  ],
  [
    'When to send:',
    ['maxAge'],
    [
      ['--force', 'send even what is unchanged or was refused a moment ago'],
      ['--dry-run', 'do everything but the sending'],
    ],
  ],
  [
    'How to reach the service:',
    ['via', 'server', 'timeout', 'retries', 'key', 'keyFile', 'identity', 'knownHosts'],
    [['--token-file <file>', 'a file that holds the token']],
  ],
  [
    'Watching, and what others are told:',
    ['autoInterval', 'settle', 'verify', 'onChange', 'notifyUrl', 'pingUrl', 'metrics'],
    [],
  ],
  [
    'Files and output:',
    [],
    [
      ['--config <file>', 'the config file; "dynv6 config path" tells the usual place'],
      ['--cache-dir <folder>', 'where to remember what was sent'],
      ['--json', 'one JSON document on standard output'],
      ['-q, --quiet', 'say nothing when all is well, one line when not'],
      ['-v, --verbose', 'tell everything that was looked at, asked and answered'],
      ['--no-color', 'no colours; NO_COLOR in the environment does the same'],
    ],
  ],
];

/** The flags of every option, as commander reads them: `-i, --interface <name>`. */
export const optionFlags: readonly string[] = groups.flatMap(([, settings, more]) => [
  ...settings.map((name) => definitions[name].flags),
  ...more.map(([flags]) => flags),
]);

/** The options that every command takes, before or after its name. */
export function addOptions(root: Command): void {
  for (const [title, settings, more] of groups) {
    root.optionsGroup(title);
    for (const [flags, description] of more) if (/^-\d/.test(flags)) root.option(flags, description);
    for (const name of settings) root.option(definitions[name].flags, definitions[name].description);
    for (const [flags, description] of more) if (!/^-\d/.test(flags)) root.option(flags, description);
  }
}
