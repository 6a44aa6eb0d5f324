import type { Outcome } from '../outcome.ts';
import type { Secret } from '../secret.ts';
import { type Field, fields } from '../update.ts';

const names: Readonly<Record<Field, string>> = { ipv4: 'IPV4', ipv6: 'IPV6', ipv6prefix: 'IPV6PREFIX' };

/** What has to do with us and our secrets, and is nothing to the command. */
const withheld =
  /^(token|DYNV6_.*|NOTIFY_SOCKET|WATCHDOG_(USEC|PID)|CREDENTIALS_DIRECTORY|NODE_CHANNEL_(FD|SERIALIZATION_MODE))$/i;

/**
 * What the command that runs on a change sees: the environment of dynv6 without its own settings and without anything
 * that holds a secret, and what has changed.
 */
export function commandEnvironment(
  { zone, result, sent, previous }: Outcome,
  environment: NodeJS.ProcessEnv,
  secrets: readonly Secret[],
): Readonly<Record<string, string>> {
  const hidden = secrets.map((secret) => secret.reveal()).filter((text) => text !== '');
  const passedOn = Object.entries(environment).flatMap(([name, value]) =>
    value === undefined || withheld.test(name) || hidden.some((text) => value.includes(text)) ? [] : [[name, value]],
  );
  const values = fields.flatMap((field) => [
    ...variable(`DYNV6_${names[field]}`, sent[field]),
    ...variable(`DYNV6_PREVIOUS_${names[field]}`, previous?.[field]),
  ]);
  return Object.fromEntries([...passedOn, ...values, ['DYNV6_ZONE', zone], ['DYNV6_RESULT', result]]);
}

function variable(name: string, value: string | undefined): readonly (readonly [string, string])[] {
  return value === undefined ? [] : [[name, value]];
}
