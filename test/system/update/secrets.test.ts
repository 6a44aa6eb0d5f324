import { expect } from 'vitest';
import { always, echo, type FaultRule, html, redirect, status, tooManyRequests } from '../../double/faults.ts';
import { test } from '../../support/fixtures.ts';
import { stackTrace, zone } from '../../support/update-run.ts';

const canary = 's3cr3t+Tok/%';

interface Path {
  readonly is: string;
  readonly code: number;
  readonly faults?: FaultRule;
  readonly tokens?: Readonly<Record<string, 'all'>>;
  /** Another server than the double. */
  readonly server?: string;
  readonly words?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

const shown = `/api/update?zone=${zone}&token=${encodeURIComponent(canary)}`;

test.for<Path>([
  { is: 'success', code: 0 },
  { is: 'a token that the service does not know', tokens: {}, code: 77 },
  { is: 'a rejection that repeats the token', faults: always(status(401, `bad token ${canary}`)), code: 77 },
  {
    is: 'a rejection that repeats the token in the words of the service',
    faults: always(status(200, `invalid authentication token ${canary}`)),
    code: 77,
  },
  { is: 'a zone that is not found, with the request', faults: always(status(404, `not found: ${shown}`)), code: 68 },
  { is: 'a bad request that shows the URL', faults: echo(400), code: 76 },
  { is: 'an error that shows the URL', faults: echo(500), code: 75 },
  { is: 'an error that shows the token alone', faults: always(status(500, canary)), code: 75 },
  { is: 'an error that shows the token encoded', faults: always(status(500, encodeURIComponent(canary))), code: 75 },
  { is: 'a success that shows the token', faults: always(status(200, `addresses updated ${canary}`)), code: 76 },
  {
    is: 'a success with a sentence of our own request',
    faults: always(status(200, `${canary} addresses updated`)),
    code: 76,
  },
  { is: 'a page that shows the URL', faults: always(html(200, `<a href="${shown}">${canary}</a>`)), code: 76 },
  { is: 'a rate limit', faults: always(tooManyRequests(canary)), code: 75 },
  { is: 'a time-out', faults: always({ kind: 'hang', when: 'before' }), code: 75 },
  { is: 'a reset', faults: always({ kind: 'reset', when: 'after' }), code: 75 },
  { is: 'half an answer', faults: always({ kind: 'half' }), code: 75 },
  { is: 'a redirect with the token', faults: always(redirect(302, `https://other.invalid${shown}`)), code: 76 },
  { is: 'a redirect whose host is the token', faults: always(redirect(302, `https://${canary}.invalid/`)), code: 76 },
  { is: 'a redirect to plain HTTP', faults: always(redirect(301, `http://127.0.0.1${shown}`)), code: 76 },
  { is: 'a name that cannot be looked up', server: 'http://no-such-host.invalid', code: 75 },
  { is: 'a port where nobody listens', server: 'http://127.0.0.1:1', code: 75 },
  { is: 'a server with the token in it', server: `http://user:${encodeURIComponent(canary)}@127.0.0.1:1`, code: 64 },
  { is: 'a server that is no URL', server: 'no url', code: 64 },
  { is: 'a mistyped option with the token', words: ['--token', canary], code: 64 },
  { is: 'the token in the place of the zone', words: [canary], code: 64 },
  { is: 'the token in the place of the address', words: ['--ipv4', canary], code: 64 },
  { is: 'a token with a line break', env: { token: `${canary}\n${canary}` }, code: 78 },
  { is: 'a token in quotes', env: { token: `"${canary}"` }, code: 78 },
])('no token leaves with $is (C40)', async ({ code, words = [], ...path }, { openDouble, home }) => {
  home.secret(canary);
  const double = await openDouble({
    tokens: path.tokens ?? { [canary]: 'all' },
    ...(path.faults === undefined ? {} : { faults: path.faults }),
  });
  const line = ['--server', path.server ?? double.url, '--retries', '0', '--timeout', '400ms', ...words, zone];
  for (const more of [['-v'], ['--json']]) {
    const run = await home.dynv6([...line, '--force', ...more], { env: { token: canary, ...path.env } });
    expect(run.code).toBe(code);
    if (!more.includes('-v')) expect(run.stderr).not.toMatch(stackTrace);
  }
});

test('an error that shows the token in base64 is not kept with it (C40)', async ({ openDouble, home }) => {
  home.secret(canary);
  const double = await openDouble({ faults: always(status(500, Buffer.from(canary).toString('base64'))) });
  const run = await home.dynv6(['--server', double.url, '--retries', '0', zone], { env: { token: canary } });
  expect(run.code).toBe(75);
});

test('a success that repeats a token of plain letters is not kept with it (C40)', async ({ openDouble, home }) => {
  const double = await openDouble({ faults: always({ kind: 'body', body: 'T0ken: addresses updated' }) });
  const run = await home.dynv6(['--server', double.url, zone]);
  expect([0, 76]).toContain(run.code);
});

test('an uncaught fault does not show the token (C40)', async ({ openDouble, home }) => {
  home.secret(canary);
  const double = await openDouble({ tokens: { [canary]: 'all' } });
  const preload = await home.write('fault.mjs', faultInTheMiddle);
  const env = { token: canary, NODE_OPTIONS: `--import=${preload}` };
  for (const more of [[], ['-v'], ['--json']]) {
    const run = await home.dynv6(['--server', double.url, ...more, zone], { env });
    expect(run.code).toBe(70);
    expect(run.stderr).toMatch(/dynv6/);
  }
});

/** Whatever puts the token into a URL fails there, with the token in its message. */
const faultInTheMiddle = `
const set = URLSearchParams.prototype.set;
URLSearchParams.prototype.set = function (name, value) {
  set.call(this, name, value);
  if (name === 'token') throw new TypeError('cannot read ' + this.toString() + ' or ' + value);
};
`;
