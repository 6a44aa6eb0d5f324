import type { Secret } from './secret.ts';

/** Shorter ones would tear holes into every text, and are no tokens of the service. */
const shortestSecret = 4;

/**
 * Takes every secret out of a text, in each of the forms in which it could have got there: as it is, percent-encoded
 * (whole or in parts), as JSON, and in base64, by itself and within Basic credentials.
 */
export function redactor(secrets: readonly Secret[], instead = '[token]'): (text: string) => string {
  const hidden = secrets.map((secret) => secret.reveal()).filter(isLongEnough);
  if (hidden.length === 0) return (text) => text;
  const plain = patternOf(hidden.flatMap(plainForms));
  // Few texts hold anything that is percent-encoded, and to make this pattern takes a part of a start.
  let withEncoded: RegExp | null = null;
  return (text) => {
    if (!text.includes('%')) return text.replace(plain, instead);
    withEncoded ??= patternOf(hidden.flatMap((secret) => [encodedForm(secret), ...plainForms(secret)]));
    return text.replace(withEncoded, instead);
  };
}

/** The longest first. */
function patternOf(forms: readonly string[]): RegExp {
  const distinct = [...new Set(forms)].sort((one, other) => other.length - one.length);
  return new RegExp(distinct.join('|'), 'g');
}

function isLongEnough(secret: string): boolean {
  return secret.length >= shortestSecret;
}

function plainForms(secret: string): readonly string[] {
  return [
    literally(secret).replaceAll(' ', '[ +]'),
    literally(JSON.stringify(secret).slice(1, -1)),
    ...base64Forms(secret).map((form) => `${literally(form)}=*`),
  ];
}

/** Any mixture of plain and percent-encoded characters, in either case, with a blank as `+` or `%20`. */
function encodedForm(secret: string): string {
  return [...secret].map(eitherWay).join('');
}

function eitherWay(character: string): string {
  const encoded = [...Buffer.from(character)]
    .map((byte) => `%${[...byte.toString(16).padStart(2, '0')].map(eitherCase).join('')}`)
    .join('');
  return `(?:${encoded}|${literally(character)}${character === ' ' ? '|\\+' : ''})`;
}

function eitherCase(digit: string): string {
  return /[a-f]/.test(digit) ? `[${digit}${digit.toUpperCase()}]` : digit;
}

/** What base64 makes of the secret: by itself and as a password, and wherever in a longer text it begins. */
function base64Forms(secret: string): readonly string[] {
  const wholes = ['', 'none:', ':'].map((user) => base64(user + secret));
  // The characters that its neighbours share are left off.
  const cores = [0, 1, 2].map((offset) => {
    const complete = Math.floor(((offset + Buffer.byteLength(secret)) * 8) / 6);
    return base64(' '.repeat(offset) + secret).slice(offset === 0 ? 0 : offset + 1, complete);
  });
  const forms = [...wholes, ...cores.filter((core) => core.length >= shortestSecret + 1)];
  return forms.flatMap((form) => [form, form.replaceAll('+', '-').replaceAll('/', '_')]);
}

/** Without padding. */
function base64(text: string): string {
  return Buffer.from(text).toString('base64').replace(/=+$/, '');
}

function literally(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
