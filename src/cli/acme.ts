import type { Command } from 'commander';
import type { AskedChallenge } from '../acme/challenge.ts';
import type { World } from '../pipeline/world.ts';
import type { Terminal } from './terminal.ts';

const manual = `
NAME is the domain of the certificate, with or without "_acme-challenge." before it, "*." or a final dot.
Without NAME and VALUE they come from CERTBOT_DOMAIN and CERTBOT_VALIDATION:
  certbot certonly --manual --preferred-challenges dns -d example.dynv6.net \\
    --manual-auth-hook "dynv6 acme present --wait 2m" --manual-cleanup-hook "dynv6 acme cleanup"
lego's exec provider calls dynv6 itself:
  EXEC_PATH=/usr/local/bin/dynv6 lego --dns exec -d example.dynv6.net run

The record is made by REST, by DNS UPDATE (--via dns) or by SSH (--via ssh, which keeps one value of a name). The
Update API and dyndns2 cannot make records: with them it is REST, which takes the same token.
The zone is the longest around NAME of those in the config file and those that the service lists; DNS UPDATE cannot
list them and needs the config file, --zone or DYNV6_ZONE.
`;

const kinds = [
  ['present', 'put the value of a challenge beside those that are there'],
  ['cleanup', 'take this value away again, and no other'],
] as const;

/** `dynv6 acme present|cleanup`: DNS-01 challenges. `dynv6 present|cleanup` is what lego's exec provider calls. */
export function acmeCommand(root: Command, world: World, terminal: Terminal): void {
  const acme = root
    .command('acme')
    .description('answer the DNS-01 challenges of ACME; a hook for certbot and lego')
    .usage('present|cleanup [name] [value]');
  for (const [kind, description] of kinds) {
    const answer = (names: AskedChallenge['names']) => async (words: string[], _options: unknown, command: Command) =>
      (await import('./acme-actions.ts')).answerChallenge(kind, { words, names }, command, world, terminal);
    addOptions(acme.command(`${kind} [name-and-value...]`), kind)
      .usage('[options] [name] [value]')
      .description(description)
      .addHelpText('after', manual)
      .action(answer('domain'));
    addOptions(root.command(`${kind} [name-and-value...]`, { hidden: true }), kind).action(answer('record'));
  }
}

function addOptions(command: Command, kind: 'present' | 'cleanup'): Command {
  command.option('--zone <zone>', 'the zone that holds the name');
  if (kind === 'cleanup') return command;
  return command
    .option('--wait <duration>', 'wait until every authoritative name server shows the value, but no longer than this')
    .option('--resolver <host>', "who knows the name servers, HOST[:PORT]; default: the system's resolver");
}
