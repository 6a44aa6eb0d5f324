import type { Failure } from '../failure.ts';
import { fail, ok, type Result } from '../result.ts';
import { Secret } from '../secret.ts';
import { othersCanRead, readTextFile, type SettingsFiles } from './files.ts';

/** A place where a token may stand. */
export type TokenPlace =
  | { readonly kind: 'text'; readonly name: string; readonly text: string }
  | { readonly kind: 'file'; readonly name: string; readonly path: string; readonly mayBeMissing: boolean };

export interface FoundToken {
  readonly token: Secret;
  /** Where it was found, as the user would name it. */
  readonly source: string;
  readonly warnings: readonly string[];
}

/** The first token of these places. A place that is there but unusable ends the search: the user meant that one. */
export function findToken(places: readonly TokenPlace[], files: SettingsFiles): Result<FoundToken, Failure> {
  for (const place of places) {
    const found = place.kind === 'text' ? ok(place.text) : readTokenFile(place, files);
    if (!found.ok) return found;
    if (found.value === null) continue;
    const source = place.kind === 'text' ? place.name : `${place.path} (from ${place.name})`;
    const token = parseToken(found.value, source);
    if (!token.ok) return token;
    const exposed = place.kind === 'file' && othersCanRead(files, place.path);
    return ok({
      token: token.value,
      source,
      warnings: exposed
        ? [`every user of this machine can read the token in ${place.path}: chmod 600 ${place.path}`]
        : [],
    });
  }
  return fail({
    code: 'no-token',
    message: 'there is no token',
    advice:
      'Put it into the environment (token=… dynv6 example.dynv6.net), or name its file with --token-file; it is shown at dynv6.com/keys',
  });
}

function readTokenFile(
  { path, name, mayBeMissing }: Extract<TokenPlace, { kind: 'file' }>,
  files: SettingsFiles,
): Result<string | null, Failure> {
  const text = readTextFile(files, path, 'the token file');
  if (!text.ok || text.value !== null || mayBeMissing) return text;
  return fail({ code: 'config', message: `the token file ${path} (from ${name}) does not exist` });
}

/** White space round a token goes: editors and `echo` end a file with a newline. No message shows the token. */
function parseToken(text: string, source: string): Result<Secret, Failure> {
  const token = text.replace(/^\ufeff/, '').trim();
  const wrong = whatIsWrong(token);
  return wrong === null
    ? ok(new Secret(token))
    : fail({
        code: wrong.code,
        message: `the token in ${source} ${wrong.message}`,
        advice: 'Copy it again from dynv6.com/keys',
      });
}

function whatIsWrong(token: string): { readonly code: 'config' | 'no-token'; readonly message: string } | null {
  if (token === '') return { code: 'no-token', message: 'is empty' };
  // As tokens are. To make the classes of characters below takes a part of the start.
  if (/^[!#-&(-_a-~]+$/.test(token)) return null;
  if (/[\r\n]/.test(token)) return { code: 'config', message: 'has more than one line' };
  if (/\p{Cc}/u.test(token)) return { code: 'config', message: 'holds a control character' };
  if (/\s/.test(token)) return { code: 'config', message: 'has white space in it' };
  if (/^["'`“”‘’]|["'`“”‘’]$/.test(token)) return { code: 'config', message: 'stands in quotes: leave them out' };
  return null;
}
