import { inspect } from 'node:util';
import fc from 'fast-check';
import { expect } from 'vitest';
import { parseKeyFile } from '../../../../src/channels/dns-update/key-file.ts';
import { tsigAlgorithms, tsigKeygen } from '../../../double/bind.ts';
import { test } from './bind-test.ts';

const secret = 'c2VjcmV0//+/MTIzNDU2Nzg5MA==';
const source = 'keys.conf';

const plain = { name: 'k.tsig.dynv6.com', algorithm: 'hmac-sha256', macLength: 32, secret };

interface Row {
  readonly is: string;
  readonly text: string;
  readonly key?: Partial<typeof plain>;
}

test.for<Row>([
  {
    is: 'the form that tsig-keygen writes',
    text: `key "k.tsig.dynv6.com" {\n\talgorithm hmac-sha256;\n\tsecret "${secret}";\n};\n`,
  },
  {
    is: 'Windows line ends and a BOM',
    text: `\uFEFFkey "k.tsig.dynv6.com" {\r\n algorithm hmac-sha256;\r\n secret "${secret}";\r\n};\r\n`,
  },
  { is: 'all on one line, nothing quoted', text: `key k.tsig.dynv6.com{algorithm hmac-sha256;secret ${secret};};` },
  {
    is: 'everything quoted, in the other order',
    text: `"key" "k.tsig.dynv6.com" { "secret" "${secret}"; "algorithm" "hmac-sha256"; };`,
  },
  {
    is: 'odd white space',
    text: `\n\n key\n\n"k.tsig.dynv6.com"\t{ algorithm\v hmac-sha256 ; secret\n"${secret}" ; } ;`,
  },
  { is: 'no last semicolons', text: `key k.tsig.dynv6.com { algorithm hmac-sha256; secret "${secret}" }` },
  {
    is: 'comments of all kinds',
    text: `# key "a" {\n// key "b" {\n/* key "c" { \n */ key /* x */ "k.tsig.dynv6.com" { # y\n algorithm hmac-sha256; // z\n secret "${secret}"; };`,
  },
  { is: 'upper case', text: `KEY "K.TSIG.dynv6.com." { ALGORITHM HMAC-SHA256; SECRET "${secret}"; };` },
  {
    is: 'a secret in two pieces',
    text: `key "k.tsig.dynv6.com" { algorithm hmac-sha256; secret "${secret.slice(0, 9)} ${secret.slice(9)}"; };`,
  },
  { is: 'no algorithm', text: `key "k.tsig.dynv6.com" { secret "${secret}"; };` },
  {
    is: 'the long name of md5',
    text: `key k { algorithm hmac-md5.sig-alg.reg.int; secret "${secret}"; };`,
    key: { name: 'k', algorithm: 'hmac-md5', macLength: 16 },
  },
  {
    is: 'a signature that is cut',
    text: `key k { algorithm hmac-sha512-256; secret "${secret}"; };`,
    key: { name: 'k', algorithm: 'hmac-sha512', macLength: 32 },
  },
  { is: 'name and secret', text: `k.tsig.dynv6.com:${secret}` },
  {
    is: 'algorithm, name and secret',
    text: ` hmac-sha1:k:${secret}\r\n`,
    key: { name: 'k', algorithm: 'hmac-sha1', macLength: 20 },
  },
  { is: 'a line between comments', text: `# our key { }\n\nk.tsig.dynv6.com:${secret}\n// end\n` },
])('a key is read: $is', ({ text, key }) => {
  const read = parseKeyFile(text, { source, keyName: undefined });
  expect(read.ok && { ...read.value, secret: read.value.secret.reveal() }).toEqual({ ...plain, ...key });
});

test.for(tsigAlgorithms)('what tsig-keygen writes is read: %s', async (algorithm, { lackingBind, skip }) => {
  skip(lackingBind !== null, `no name server: ${lackingBind}`);
  const text = await tsigKeygen(algorithm, 'Home.tsig.dynv6.com');
  const read = parseKeyFile(text, { source, keyName: 'home.tsig.dynv6.com.' });
  expect(read).toMatchObject({ ok: true, value: { name: 'home.tsig.dynv6.com', algorithm } });
  expect(read.ok && text.includes(`"${read.value.secret.reveal()}"`)).toBe(true);
});

const three = `key a { algorithm hmac-sha1; secret "${secret}"; };\nkey "b" { secret "${secret}"; };\nkey c { algorithm nonsense; secret "${secret}"; };`;

test.for([
  { wanted: 'a', result: 'hmac-sha1' },
  { wanted: 'B.', result: 'hmac-sha256' },
  { wanted: 'c', result: /^keys\.conf: line 3: the algorithm of the key "c" is not known/ },
  { wanted: 'd', result: /^keys\.conf: no key "d" in it$/ },
  { wanted: 'a b', result: /^keys\.conf: no key "a b" in it$/ },
  { wanted: undefined, result: /^keys\.conf: 3 keys in it: a, b, c$/ },
])('of three keys, $wanted is asked for: $result', ({ wanted, result }) => {
  const read = parseKeyFile(three, { source, keyName: wanted });
  const told = read.ok ? read.value.algorithm : read.failure.message;
  expect(told).toMatch(result);
});

test.for([
  { is: 'nothing', text: '', message: 'no key in it' },
  { is: 'only comments', text: '# key\n', message: 'no key in it' },
  {
    is: 'only a secret',
    text: secret,
    message: 'line 1: expected key "NAME" { … }; or NAME:SECRET or ALGORITHM:NAME:SECRET',
  },
  {
    is: 'too many parts',
    text: `a:b:c:${secret}`,
    message: 'line 1: expected key "NAME" { … }; or NAME:SECRET or ALGORITHM:NAME:SECRET',
  },
  { is: 'bad base64', text: 'k:not*base64', message: 'line 1: the secret of the key "k" is not base64' },
  { is: 'base64 without its end', text: 'k:c2VjcmV0MQ', message: 'line 1: the secret of the key "k" is not base64' },
  { is: 'an empty secret', text: 'k:', message: 'line 1: the secret of the key "k" is not base64' },
  { is: 'no secret', text: 'key k { algorithm hmac-sha256; };', message: 'line 1: the key "k" has no secret' },
  {
    is: 'no name',
    text: `:${secret}`,
    message: 'line 1: a key needs a name, of letters, digits, dots, dashes and underscores',
  },
  {
    is: 'the parts in another order',
    text: `hmac-sha256:${secret}:home`,
    message: 'line 1: a key needs a name, of letters, digits, dots, dashes and underscores',
  },
  {
    is: 'an unknown algorithm',
    text: `\nhmac-sha3:k:${secret}`,
    message:
      'line 2: the algorithm hmac-sha3 of the key "k" is not known; one of hmac-md5, hmac-sha1, hmac-sha224, hmac-sha256, hmac-sha384, hmac-sha512',
  },
  {
    is: 'a signature that is cut too short',
    text: `hmac-sha512-128:k:${secret}`,
    message:
      'line 1: the algorithm hmac-sha512-128 of the key "k" is not known; one of hmac-md5, hmac-sha1, hmac-sha224, hmac-sha256, hmac-sha384, hmac-sha512',
  },
  { is: 'another statement', text: 'options { };', message: 'line 1: expected key "NAME" { … };' },
  { is: 'no end', text: `key k {\n secret "${secret}";`, message: 'line 1: the { of this key has no }' },
  { is: 'an open quote', text: `key k {\n secret "${secret};\n};`, message: 'line 2: a quote that does not end' },
  {
    is: 'an unknown field',
    text: `key k {\n password "${secret}"; };`,
    message: 'line 2: expected algorithm NAME; and secret "BASE64"; once each',
  },
  {
    is: 'a field twice',
    text: `key k {\n secret "${secret}";\n secret "b3RoZXI="; };`,
    message: 'line 3: expected algorithm NAME; and secret "BASE64"; once each',
  },
  {
    is: 'the same key twice',
    text: `k:${secret}\nK.:${secret}`,
    keyName: 'k',
    message: 'the key "k" stands in it 2 times',
  },
])('no key is read: $is', ({ text, keyName, message }) => {
  expect(parseKeyFile(text, { source, keyName })).toMatchObject({
    ok: false,
    failure: { code: 'config', message: `${source}: ${message}` },
  });
});

test('no text makes it throw, and no message is longer than a line or holds the secret', () => {
  const pieces = fc.constantFrom(
    'key',
    ' ',
    '\n',
    '{',
    '}',
    ';',
    '"',
    ':',
    'secret',
    'algorithm',
    'hmac-sha256',
    secret,
    '/*',
    '*/',
    '#',
    '//',
    '\\',
    'é',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.array(pieces, { maxLength: 25 }).map((parts) => parts.join('')),
        fc.string(),
      ),
      (text) => {
        const read = parseKeyFile(text, { source, keyName: undefined });
        const shown = read.ok ? inspect(read.value.secret) : `${read.failure.message} ${read.failure.advice ?? ''}`;
        expect(shown).not.toContain('\n');
        expect(shown.toLowerCase()).not.toContain(secret.toLowerCase());
      },
    ),
  );
});
