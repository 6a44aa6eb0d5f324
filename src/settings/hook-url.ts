import { fail, ok, type Result } from '../result.ts';
import { Secret } from '../secret.ts';

/** A URL that is a secret by itself: whoever has it may write there. Fails with what would be right. */
export function parseHookUrl(text: string): Result<Secret, string> {
  const url = URL.canParse(text) ? new URL(text) : null;
  const right = url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '';
  return right
    ? ok(new Secret(url.href))
    : fail('a URL that begins with https:// or http://, without user and password');
}

/** The forms in which the URL, or what is secret of it, may come to be printed. */
export function formsOf(secret: Secret): readonly Secret[] {
  const { href, pathname, search } = new URL(secret.reveal());
  return [href.replace(/\/$/, ''), pathname.replace(/\/$/, ''), search].map((text) => new Secret(text));
}
