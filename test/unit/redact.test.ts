import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { redactor } from '../../src/redact.ts';
import { Secret } from '../../src/secret.ts';

const token = 's3cr3t+Tok/%"ü k';
const redact = redactor([new Secret(token)]);

const forms: Readonly<Record<string, string>> = {
  'as it is': token,
  'in a query': encodeURIComponent(token),
  'in a form': new URLSearchParams({ token }).toString(),
  'in lower-case escapes': encodeURIComponent(token).replace(/%../g, (escaped) => escaped.toLowerCase()),
  'partly escaped': token.replace('+', '%2B'),
  'in JSON': JSON.stringify({ token }),
  'in base64': Buffer.from(token).toString('base64'),
  'in base64url': Buffer.from(token).toString('base64url'),
  'in Basic credentials': Buffer.from(`none:${token}`).toString('base64'),
  'in Basic credentials of another user': Buffer.from(`someone:${token}`).toString('base64'),
};

describe('a token is taken out', () => {
  test.for(Object.keys(forms))('%s', (form) => {
    const text = redact(`before ${forms[form]} after`);
    expect(text).toMatch(/^before .*\[token\].* after$/);
    expect(text).not.toContain('Tok');
    expect(text).not.toContain(Buffer.from(token).toString('base64').slice(4, 12));
  });
});

test('a text without a token stays as it is', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 60 }), (text) => {
      fc.pre(!text.includes('s3cr3t'));
      expect(redact(text)).toBe(text);
    }),
  );
});

test('no token of the usual form is left in any text, in any of the encodings', () => {
  const usual = fc.stringMatching(/^[A-Za-z0-9_+/=&%#?-]{8,40}$/);
  fc.assert(
    fc.property(usual, fc.string({ maxLength: 20 }), fc.string({ maxLength: 20 }), (secret, before, after) => {
      const hide = redactor([new Secret(secret)]);
      for (const form of [secret, encodeURIComponent(secret), Buffer.from(`none:${secret}`).toString('base64')]) {
        expect(hide(`${before} ${form} ${after}`)).not.toContain(form);
      }
    }),
  );
});

test('nothing is taken out where there is no secret, or one so short that it stands in every word', () => {
  expect(redactor([])('token')).toBe('token');
  expect(redactor([new Secret('ab')])('abc')).toBe('abc');
});
