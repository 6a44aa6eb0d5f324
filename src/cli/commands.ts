import type { Command } from 'commander';
import type { World } from '../pipeline/world.ts';
import { acmeCommand } from './acme.ts';
import { addressesCommand } from './addresses.ts';
import { checkCommand } from './check.ts';
import { configCommand } from './config.ts';
import { courierCommand } from './courier.ts';
import { recordsCommand } from './records.ts';
import { reportCommand } from './report.ts';
import { serviceCommand } from './service.ts';
import { sshCommand } from './ssh.ts';
import { statusCommand } from './status.ts';
import type { Terminal } from './terminal.ts';
import { watchCommand } from './watch.ts';
import { zonesCommand } from './zones.ts';

const epilogue = `
Examples:
  token=… dynv6 example.dynv6.net          publish this machine's addresses, once
  token=… dynv6 example.dynv6.net eth0     those of one interface
  dynv6                                    every zone of the config file
  token=… dynv6 watch example.dynv6.net    stay, and publish what changes
  dynv6 addresses                          which addresses there are, and why which is chosen

Environment:
  token, DYNV6_TOKEN, DYNV6_TOKEN_FILE     the token, or the file that holds it (never an option: every user
                                           of a machine can read its command lines)
  netmask                                  the same as --prefix-length
  DYNV6_CONFIG, DYNV6_CACHE_DIR, DYNV6_…   the same as the options: DYNV6_MAX_AGE for --max-age
  HTTPS_PROXY, HTTP_PROXY, NO_PROXY        are honoured, but "auto" never goes through a proxy

Exit codes:
  0 updated, unchanged or nothing to send   64 wrong usage           66 no address to publish
  68 the service does not know the zone     70 a fault of dynv6      75 try again later
  76 the answer is not the service's        77 token rejected        78 config or token missing or wrong
`;

/** Every command beside the update, and the rest of the help. Each command's action imports what only it needs. */
export function addCommands(root: Command, world: World, terminal: Terminal): void {
  root.helpCommand('help [command]', 'show the help of a command').addHelpText('after', epilogue);
  addressesCommand(root, world, terminal);
  watchCommand(root, world, terminal);
  courierCommand(root, world, terminal);
  statusCommand(root, world, terminal);
  checkCommand(root, world, terminal);
  configCommand(root, world, terminal);
  zonesCommand(root, world, terminal);
  recordsCommand(root, world, terminal);
  acmeCommand(root, world, terminal);
  sshCommand(root, world, terminal);
  serviceCommand(root, world, terminal);
  reportCommand(root, world, terminal);
  for (const command of root.commands) pointToOptions(command);
}

/** The options of every command stand in the help of the program alone: there are many. */
function pointToOptions(command: Command): void {
  command.addHelpText('after', `\n${everyOption}`);
  for (const inner of command.commands) inner.addHelpText('after', `\n${everyOption}`);
}

const everyOption =
  '"dynv6 --help" shows the options that every command takes, like --config, --server, --json and -v.';
