import { fail, ok, type Result } from '../result.ts';
import { channelNames } from '../update.ts';
import { parseDuration } from './duration.ts';

/** A value as the command line, the environment or JSON gives it. */
export type Raw = string | number | boolean;

export interface Definition<Value> {
  /** The option of the command line, as commander reads it. */
  readonly flags: string;
  readonly description: string;
  /** The environment's names for it. */
  readonly environment: readonly string[];
  /** Checks one value; fails with what would be right. */
  readonly parse: (raw: Raw) => Result<Value, string>;
  readonly fallback: Value;
  /** No message shows the value, not even a wrong one. */
  readonly secret?: true;
  /** Its JSON Schema, for editors. */
  readonly schema: Readonly<Record<string, unknown>>;
}

export function define<Parsed, const Fallback>(
  definition: Omit<Definition<Parsed | Fallback>, 'environment' | 'parse' | 'fallback'> & {
    readonly environment?: readonly string[];
    readonly parse: (raw: Raw) => Result<Parsed, string>;
    readonly fallback: Fallback;
  },
): Definition<Parsed | Fallback> {
  return { environment: [], ...definition };
}

export function text<Value>(parse: (text: string) => Result<Value, string>): (raw: Raw) => Result<Value, string> {
  return (raw) => (typeof raw === 'boolean' ? fail('text') : parse(String(raw)));
}

export function named(value: string): Result<string, string> {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return value.trim() === '' || /[\u0000-\u001f\u007f]/.test(value) ? fail('text that is not empty') : ok(value);
}

export function flag(raw: Raw): Result<boolean, string> {
  if (raw === true || /^(1|true|yes)$/i.test(String(raw))) return ok(true);
  return raw === false || /^(0|false|no)$/i.test(String(raw)) ? ok(false) : fail('true or false');
}

export function channel(value: string): Result<(typeof channelNames)[number], string> {
  const name = channelNames.find((candidate) => candidate === value);
  return name === undefined ? fail(channelNames.join(', ')) : ok(name);
}

export function durationOrOff(value: string): Result<number | null, string> {
  return value === 'off' ? ok(null) : positiveDuration(value);
}

export function positiveDuration(value: string): Result<number, string> {
  const duration = parseDuration(value);
  return duration.ok && duration.value <= 0 ? fail('a duration above 0') : duration;
}
