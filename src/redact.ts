import type { Secret } from './secret.ts';

/** Shorter ones would tear holes into every text, and are no tokens of the service. */
const shortestSecret = 4;

/**
 * Takes every secret out of a text, in each of the forms in which it could have got there: as it is, percent-encoded
 * (whole or in parts), as JSON, and in base64, by itself and within Basic credentials.
 */
export function redactor(secrets: readonly Secret[], instead = '[token]'): (text: string) => string {
  const forms = [
    ...new Set(
      secrets
        .map((secret) => secret.reveal())
        .filter(isLongEnough)
        .flatMap(formsOf),
    ),
  ];
  if (forms.length === 0) return (text) => text;
  const pattern = new RegExp(forms.sort((one, other) => other.length - one.length).join('|'), 'g');
  return (text) => text.replace(pattern, instead);
}

function isLongEnough(secret: string): boolean {
  return secret.length >= shortestSecret;
}

function formsOf(secret: string): readonly string[] {
  return [
    // Any mixture of plain and percent-encoded characters, in either case, with a blank as `+` or `%20`.
    [...secret].map(eitherWay).join(''),
    literally(JSON.stringify(secret).slice(1, -1)),
    ...base64Forms(secret).map((form) => `${literally(form)}=*`),
  ];
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
