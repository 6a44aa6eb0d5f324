import type { Double } from '../double/double.ts';
import type { Run } from './run-command.ts';

/** The zone that the plain double holds. */
export const zone = 'example.dynv6.net';

/** The words of one update of that zone. */
export function update(double: Pick<Double, 'url'>, ...options: readonly string[]): readonly string[] {
  return ['--server', double.url, ...options, zone];
}

/** What the double was asked, request by request, without zone and token. */
export function asked({ log }: Double): readonly Readonly<Record<string, string>>[] {
  return log.map(({ parameters: { zone: _zone, token: _token, ...values } }) => values);
}

/** What `--json` promises of each zone. */
export interface ZoneReport {
  readonly zone: string;
  readonly channel: string;
  readonly result: 'updated' | 'unchanged' | 'skipped' | 'planned' | 'failed';
  readonly sent: Readonly<Record<string, string>>;
  readonly previous: Readonly<Record<string, string>> | null;
  readonly response: string | null;
  readonly error: { readonly code: string; readonly message: string; readonly exitCode: number } | null;
  readonly at: string;
}

/** The zones of the one document on standard output. Throws where anything else stands there. */
export function zonesOf({ stdout }: Run): readonly ZoneReport[] {
  const document: { readonly version: unknown; readonly zones: readonly ZoneReport[] } = JSON.parse(stdout);
  if (document.version !== 1 || !Array.isArray(document.zones)) throw new Error(`not the document: ${stdout}`);
  return document.zones;
}

/** One line that has these words in it, and no control characters. */
export function oneLine(...words: readonly string[]): RegExp {
  const ahead = words.map((word) => `(?=[^\\n]*(?:${word}))`).join('');
  return new RegExp(`^${ahead}[^\\n\\u0000-\\u0009\\u000b-\\u001f\\u007f]+\\n$`, 'i');
}

/** A stack trace of Node.js anywhere in the output. */
export const stackTrace = /^\s+at .*[:(]|node:internal/m;
