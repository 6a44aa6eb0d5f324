import { fail, ok, type Result } from '../../result.ts';

/** A key as it stands in the text, unchecked. */
export interface KeyEntry {
  readonly name: string;
  readonly algorithm: string | undefined;
  readonly secret: string | undefined;
  readonly line: number;
}

interface Token {
  readonly is: 'word' | 'sign';
  readonly text: string;
  readonly line: number;
}

/** Comments have the three forms that BIND knows; a quoted word may hold anything but a quote. */
const tokenPattern =
  /(?<blank>\s+|#[^\n]*|\/\/[^\n]*|\/\*[\s\S]*?\*\/)|"(?<quoted>[^"\n]*)"|(?<sign>[{};])|(?<word>[^\s{};"]+)/gy;

/** Every key of the text, in either form. The failure says what was expected and in which line, never what stood there. */
export function readKeyEntries(text: string): Result<readonly KeyEntry[], string> {
  const plain = text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
  const uncommented = plain.replace(/^\s*(?:#|\/\/).*$/gm, '');
  return uncommented.includes('{') ? readStatements(plain) : readLines(plain);
}

function readLines(text: string): Result<readonly KeyEntry[], string> {
  const entries: KeyEntry[] = [];
  for (const [index, content] of text.split('\n').entries()) {
    const line = content.trim();
    if (line === '' || line.startsWith('#') || line.startsWith('//')) continue;
    const parts = line.split(':').map((part) => part.trim());
    const [name, secret] = parts.slice(-2);
    if (name === undefined || secret === undefined || parts.length > 3) {
      return fail(`line ${index + 1}: expected key "NAME" { … }; or NAME:SECRET or ALGORITHM:NAME:SECRET`);
    }
    entries.push({ name, algorithm: parts.length === 3 ? parts[0] : undefined, secret, line: index + 1 });
  }
  return ok(entries);
}

function readStatements(text: string): Result<readonly KeyEntry[], string> {
  const tokenised = tokenise(text);
  if (!tokenised.ok) return tokenised;
  const entries: KeyEntry[] = [];
  let rest = tokenised.value;
  while (rest.length > 0) {
    const read = readStatement(rest);
    if (!read.ok) return read;
    entries.push(read.value.entry);
    rest = read.value.rest;
  }
  return ok(entries);
}

function tokenise(text: string): Result<readonly Token[], string> {
  const found: Token[] = [];
  let line = 1;
  let end = 0;
  for (const match of text.matchAll(tokenPattern)) {
    const { sign, quoted, word } = match.groups ?? {};
    const content = sign ?? quoted ?? word;
    if (content !== undefined) found.push({ is: sign === undefined ? 'word' : 'sign', text: content, line });
    line += match[0].split('\n').length - 1;
    end += match[0].length;
  }
  return end === text.length ? ok(found) : fail(`line ${line}: a quote that does not end`);
}

function readStatement(
  tokens: readonly Token[],
): Result<{ readonly entry: KeyEntry; readonly rest: readonly Token[] }, string> {
  const [keyword, name, open, ...inside] = tokens;
  const line = keyword?.line ?? 1;
  if (keyword?.text.toLowerCase() !== 'key' || name?.is !== 'word' || !isSign(open, '{')) {
    return fail(`line ${line}: expected key "NAME" { … };`);
  }
  const close = inside.findIndex((token) => isSign(token, '}'));
  if (close === -1) return fail(`line ${line}: the { of this key has no }`);
  const fields = readFields(inside.slice(0, close));
  if (!fields.ok) return fields;
  const rest = inside.slice(close + 1);
  return ok({
    entry: { name: name.text, algorithm: fields.value.get('algorithm'), secret: fields.value.get('secret'), line },
    rest: isSign(rest[0], ';') ? rest.slice(1) : rest,
  });
}

function readFields(tokens: readonly Token[]): Result<ReadonlyMap<string, string>, string> {
  const fields = new Map<string, string>();
  for (let at = 0; at < tokens.length; at += 3) {
    const [field, value, end] = tokens.slice(at, at + 3);
    const name = field?.text.toLowerCase() ?? '';
    const complete = value?.is === 'word' && (end === undefined || isSign(end, ';'));
    if (!complete || !['algorithm', 'secret'].includes(name) || fields.has(name)) {
      return fail(`line ${field?.line ?? 1}: expected algorithm NAME; and secret "BASE64"; once each`);
    }
    fields.set(name, value.text);
  }
  return ok(fields);
}

function isSign(token: Token | undefined, sign: '{' | '}' | ';'): boolean {
  return token?.is === 'sign' && token.text === sign;
}
