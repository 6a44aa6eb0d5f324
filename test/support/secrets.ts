import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A secret as it may stand in a text: as it is, and in every encoding that our channels put it into. */
function disguises(secret: string): ReadonlyMap<string, string> {
  const percent = encodeURIComponent(secret);
  return new Map([
    ['as it is', secret],
    ['percent-encoded', percent],
    ['percent-encoded in lower case', percent.replace(/%../g, (code) => code.toLowerCase())],
    ['as a form encodes it', new URLSearchParams([['', secret]]).toString().slice(1)],
    ['as JSON escapes it', JSON.stringify(secret).slice(1, -1)],
    ['as base64', unpadded(secret, 'base64')],
    ['as base64url', unpadded(secret, 'base64url')],
    ['as the password of Basic authentication', unpadded(`none:${secret}`, 'base64')],
  ]);
}

/** Where the secrets show, in words; empty where they do not. */
export function leaksIn(texts: ReadonlyMap<string, string>, secrets: Iterable<string>): readonly string[] {
  const forms = [...secrets].flatMap((secret) => [...disguises(secret)]);
  return [...texts].flatMap(([place, text]) =>
    forms.filter(([, form]) => text.includes(form)).map(([how]) => `a secret stands ${how} in ${place}`),
  );
}

/** The text of every file below the folder, by its path; those that are excepted are not read. */
export async function textsBelow(
  folder: string,
  excepted: ReadonlySet<string>,
): Promise<readonly (readonly [string, string])[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  const read = files.filter((file) => !excepted.has(file));
  return Promise.all(read.map(async (file) => [file, await textOf(file)] as const));
}

/** Nothing where the file is gone: another run may still be at work in the folder. */
function textOf(file: string): Promise<string> {
  return readFile(file, 'latin1').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  });
}

function unpadded(text: string, encoding: 'base64' | 'base64url'): string {
  return Buffer.from(text, 'utf8').toString(encoding).replace(/=+$/, '');
}
