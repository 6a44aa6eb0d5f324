import type { Failure } from '../failure.ts';
import type { Wishes } from '../job.ts';
import { fail, ok, type Result } from '../result.ts';
import { type Capabilities, type Field, fields, type Values } from '../update.ts';

const fieldNames: Readonly<Record<Field, string>> = { ipv4: 'IPv4', ipv6: 'IPv6', ipv6prefix: 'the IPv6 prefix' };

/**
 * Leaves out what the channel cannot carry. What was asked for by name is a failure then; what was only detected is
 * a note.
 */
export function carry(
  values: Values,
  wishes: Wishes,
  channel: string,
  capabilities: Capabilities,
): Result<{ readonly values: Values; readonly notes: readonly string[] }, Failure> {
  const carried: Partial<Record<Field, string>> = {};
  const notes: string[] = [];
  for (const field of fields) {
    const value = values[field];
    if (value === undefined) continue;
    const obstacle = whyNot(field, value, channel, capabilities);
    if (obstacle === null) carried[field] = value;
    else if (wishes[field] === 'detect') notes.push(obstacle);
    else return fail({ code: 'usage', message: obstacle, advice: 'Leave it out, or take another --via' });
  }
  if (Object.keys(carried).length > 0) return ok({ values: carried, notes });
  return fail({ code: 'no-address', message: notes.join('; '), advice: 'Give an address, or take another --via' });
}

/** The failure where the channel can carry nothing of what is wanted, whatever the machine has; null where it can. */
export function carriesNothing(wishes: Wishes, channel: string, { fields: carried }: Capabilities): Failure | null {
  const wanted = fields.filter((field) => wishes[field] !== 'none');
  if (wanted.length === 0 || wanted.some((field) => carried.includes(field))) return null;
  const names = wanted.map((field) => fieldNames[field]).join(' and ');
  return { code: 'usage', message: `--via ${channel} cannot set ${names}`, advice: 'Take another --via' };
}

function whyNot(field: Field, value: string, channel: string, capabilities: Capabilities): string | null {
  const name = fieldNames[field];
  if (!capabilities.fields.includes(field)) return `--via ${channel} cannot set ${name}`;
  if (value === 'auto' && !capabilities.auto.includes(field)) return `--via ${channel} cannot set ${name} to auto`;
  if (value === '6to4' && !capabilities.sixToFour) return `--via ${channel} cannot set ${name} to 6to4`;
  if (value === '-' && !capabilities.remove.includes(field)) return `--via ${channel} cannot remove ${name}`;
  return null;
}
