import type { Failure } from '../../failure.ts';
import { fail, ok, type Result } from '../../result.ts';
import { Secret } from '../../secret.ts';
import { type KeyEntry, readKeyEntries } from './key-entries.ts';
import { type Name, parseName } from './name.ts';
import { algorithms, shortestMac, type TsigAlgorithm, type TsigKey } from './tsig-key.ts';

export interface KeyFileOptions {
  /** What messages call the text: the file's path. */
  readonly source: string;
  /** The name of the key to take; undefined where the text should have only one. */
  readonly keyName: string | undefined;
}

/**
 * A TSIG key from the text of a file: BIND's `key "NAME" { algorithm …; secret "…"; };` as `tsig-keygen` writes it,
 * or lines of `NAME:SECRET` and `ALGORITHM:NAME:SECRET` as `nsupdate -y` takes them. Without an algorithm it is
 * hmac-sha256. Fails with `config`; no message holds anything that could be the secret.
 */
export function parseKeyFile(text: string, { source, keyName }: KeyFileOptions): Result<TsigKey, Failure> {
  const entries = readKeyEntries(text);
  if (!entries.ok) return problem(source, entries.failure);
  const picked = pick(entries.value, keyName);
  if (!picked.ok) return problem(source, ...picked.failure);
  const key = build(picked.value);
  return key.ok ? key : problem(source, `line ${picked.value.line}: ${key.failure}`);
}

function pick(entries: readonly KeyEntry[], wanted: string | undefined): Result<KeyEntry, [string, string?]> {
  const fitting = wanted === undefined ? entries : entries.filter(({ name }) => sameName(name, wanted));
  const [first, ...more] = fitting;
  if (first !== undefined && more.length === 0) return ok(first);
  if (entries.length === 0) return fail(['no key in it']);
  const names = entries.flatMap(({ name }) => parseKeyName(name) ?? []).join(', ');
  if (first === undefined) return fail([`no key "${wanted}" in it`, `It has ${names}`]);
  if (wanted === undefined) return fail([`${entries.length} keys in it: ${names}`, 'Say which one with --key NAME']);
  return fail([`the key "${wanted}" stands in it ${fitting.length} times`]);
}

function sameName(one: string, other: string): boolean {
  const name = parseKeyName(one);
  return name !== null && name === parseKeyName(other);
}

/** Plain names only: where the parts of a line were mixed up, the secret stands here, and names are shown. */
function parseKeyName(text: string): Name | null {
  const name = parseName(text);
  return name === null || name.includes('\\') ? null : name;
}

function build(entry: KeyEntry): Result<TsigKey, string> {
  const name = parseKeyName(entry.name);
  if (name === null) return fail('a key needs a name, of letters, digits, dots, dashes and underscores');
  if (entry.secret === undefined) return fail(`the key "${name}" has no secret`);
  const algorithm = parseAlgorithm(entry.algorithm ?? 'hmac-sha256');
  if (algorithm === null) return fail(describeUnknownAlgorithm(name, entry.algorithm ?? ''));
  const secret = entry.secret.replace(/\s+/g, '');
  // Node reads any text as base64; only what comes out the same again was it.
  if (secret === '' || Buffer.from(secret, 'base64').toString('base64') !== secret) {
    return fail(`the secret of the key "${name}" is not base64`);
  }
  return ok({ name, ...algorithm, secret: new Secret(secret) });
}

/** `hmac-sha256`, or `hmac-sha256-128` for MACs cut to 128 bits, as BIND writes it. */
function parseAlgorithm(text: string): Pick<TsigKey, 'algorithm' | 'macLength'> | null {
  const [, word = '', bits] = /^(hmac-[a-z0-9]+)(?:\.sig-alg\.reg\.int)?\.?(?:-(\d+))?$/.exec(text.toLowerCase()) ?? [];
  if (!isAlgorithm(word)) return null;
  const { length } = algorithms[word];
  const macLength = bits === undefined ? length : Number(bits) / 8;
  const possible = Number.isInteger(macLength) && macLength >= shortestMac(word) && macLength <= length;
  return possible ? { algorithm: word, macLength } : null;
}

function isAlgorithm(word: string): word is TsigAlgorithm {
  return Object.hasOwn(algorithms, word);
}

function describeUnknownAlgorithm(name: Name, text: string): string {
  // Where the parts of a line were mixed up, this may be the secret. No secret has a dash.
  const shown = /^hmac-[\w.-]{1,30}$/i.test(text) ? ` ${text}` : '';
  return `the algorithm${shown} of the key "${name}" is not known; one of ${Object.keys(algorithms).join(', ')}`;
}

function problem(source: string, message: string, advice?: string): { readonly ok: false; readonly failure: Failure } {
  return fail({ code: 'config', message: `${source}: ${message}`, ...(advice === undefined ? {} : { advice }) });
}
