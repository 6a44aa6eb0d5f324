import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AskedChallenge, readChallenge } from '../../../src/acme/challenge.ts';

const value = 'MsijOYZxqyjGnFGwhjrhfg-Xgbl5r68WPda0J9EgqqI';
const name = '_acme-challenge.example.dynv6.net';

function read(words: readonly string[], names: AskedChallenge['names'] = 'domain', environment = {}) {
  return readChallenge({ words, names }, environment);
}

describe('a name', () => {
  test.for([
    { is: 'a domain', typed: 'example.dynv6.net', name },
    { is: 'with its prefix', typed: '_acme-challenge.example.dynv6.net', name },
    { is: 'with a final dot', typed: 'example.dynv6.net.', name },
    { is: 'as lego gives it', typed: '_acme-challenge.example.dynv6.net.', name },
    { is: 'a wildcard', typed: '*.example.dynv6.net', name },
    { is: 'a wildcard with a final dot', typed: '*.example.dynv6.net.', name },
    { is: 'in upper case', typed: '_ACME-Challenge.Example.dynv6.NET', name },
    { is: 'below a zone', typed: 'www.example.dynv6.net', name: '_acme-challenge.www.example.dynv6.net' },
    { is: 'international', typed: 'MÜLLER.dynv6.net', name: '_acme-challenge.xn--mller-kva.dynv6.net' },
  ])('$is is the record of that domain', ({ typed, name: wanted }) => {
    expect(read([typed, value])).toEqual({ ok: true, value: { name: wanted, value, together: false } });
  });

  test.for([
    '',
    '.',
    '*',
    '*.',
    'net',
    'net.',
    '_acme-challenge.',
    '_acme-challenge.net',
    'a..net',
    '*.*.net',
    'www.*.net',
    'exa mple.net',
    '-a.dynv6.net',
    'https://dynv6.net',
    `${'a'.repeat(64)}.dynv6.net`,
    `${'a.'.repeat(125)}net`,
  ])('%j can have no challenge', (typed) => {
    expect(read([typed, value])).toMatchObject({ ok: false, failure: { code: 'usage' } });
  });

  test('of the record itself stays as it is: it may lie behind a CNAME', () => {
    expect(read(['Proof.example.dynv6.net.', value], 'record')).toMatchObject({
      value: { name: 'proof.example.dynv6.net' },
    });
    expect(read(['*.example.dynv6.net', value], 'record').ok).toBe(false);
  });

  test('read once more is the same name', () => {
    const domain = fc.array(fc.stringMatching(/^[a-z\d]([a-z\d-]{0,20}[a-z\d])?$/), { minLength: 2, maxLength: 5 });
    fc.assert(
      fc.property(domain, (labels) => {
        const once = read([labels.join('.'), value]);
        const wanted = `_acme-challenge.${labels.join('.')}`;
        expect(once).toMatchObject({ ok: true, value: { name: wanted } });
        expect(read([`${wanted}.`, value])).toEqual(once);
      }),
    );
  });
});

describe('a value', () => {
  test.for(['-vabcdefghijklmnopqrstuvwxyz0123456789ABCDE', '_', 'x'.repeat(255)])('%j is one', (typed) => {
    expect(read([name, typed])).toMatchObject({ ok: true, value: { value: typed } });
  });

  test.for(['', 'a b', 'a.b', 'example.dynv6.net', '"quoted"', 'a=', 'a\n', 'ä', 'x'.repeat(256)])(
    '%j is none',
    (typed) => {
      expect(read([name, typed])).toMatchObject({ ok: false, failure: { code: 'usage' } });
    },
  );
});

describe("lego's raw mode", () => {
  const token = 'some-token';
  const authorisation = `${token}.ksT-qywTd8058G-SHHWA3RAN72Pr0yWtPYmmY5UBpQ8`;
  const digest = createHash('sha256').update(authorisation).digest('base64url');

  test.for(['domain', 'record'] as const)('gives a domain, a token and what the value is made of (%s)', (names) => {
    expect(read(['example.dynv6.net', token, authorisation], names)).toEqual({
      ok: true,
      value: { name, value: digest, together: false },
    });
  });

  test.for([
    ['another token', ['example.dynv6.net', 'other', authorisation]],
    ['a time to live, as old versions of the plain mode', [`${name}.`, value, '120']],
    ['one word more', ['example.dynv6.net', token, authorisation, 'more']],
  ] as const)('%s is refused', ([, words]) => {
    expect(read(words)).toMatchObject({ ok: false, failure: { code: 'usage' } });
  });
});

describe("certbot's manual hooks", () => {
  const hook = { CERTBOT_DOMAIN: 'example.dynv6.net', CERTBOT_VALIDATION: value };

  test.for([
    { is: 'one domain', environment: hook, together: false },
    { is: 'one of several', environment: { ...hook, CERTBOT_ALL_DOMAINS: 'a.net,example.dynv6.net' }, together: false },
    {
      is: 'a domain and its wildcard',
      environment: { ...hook, CERTBOT_ALL_DOMAINS: 'example.dynv6.net,a.net,example.dynv6.net' },
      together: true,
    },
  ])('$is', ({ environment, together }) => {
    expect(read([], 'domain', environment)).toEqual({ ok: true, value: { name, value, together } });
  });

  test('give way to what is typed', () => {
    expect(read(['other.dynv6.net', 'typed'], 'domain', hook)).toMatchObject({ value: { value: 'typed' } });
  });

  test.for([
    { is: 'nothing at all', environment: {}, says: 'there is no challenge' },
    { is: 'no value', environment: { CERTBOT_DOMAIN: 'example.dynv6.net' }, says: 'there is no challenge' },
    { is: 'an empty value', environment: { ...hook, CERTBOT_VALIDATION: '' }, says: 'there is no challenge' },
    { is: 'a challenge over HTTP', environment: { ...hook, CERTBOT_TOKEN: 'token' }, says: 'HTTP-01' },
  ])('$is is refused', ({ environment, says }) => {
    expect(read([], 'domain', environment)).toMatchObject({
      ok: false,
      failure: { code: 'usage', message: expect.stringContaining(says) },
    });
  });
});

test('no words make it throw', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' }), { maxLength: 4 }), (words) => {
      const challenge = read(words);
      expect(challenge.ok ? challenge.value.name : '_acme-challenge.').toMatch(/^_acme-challenge\./);
    }),
  );
});
