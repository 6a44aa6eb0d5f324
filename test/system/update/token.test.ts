import { chmod, chown } from 'node:fs/promises';
import { expect } from 'vitest';
import { runsAsRoot } from '../../support/as-root.ts';
import { test } from '../../support/fixtures.ts';
import { oneLine, stackTrace, update } from '../../support/update-run.ts';

test.for([
  { is: 'with a newline', content: 'T0ken\n' },
  { is: 'with a Windows line end', content: 'T0ken\r\n' },
  { is: 'with a byte order mark', content: '\uFEFFT0ken' },
  { is: 'with blanks round it', content: '  T0ken \n' },
  { is: 'with an empty line', content: 'T0ken\n\n' },
  { is: 'as PowerShell writes it', content: Buffer.from('\uFEFFT0ken\r\n', 'utf16le') },
])('a token file is read $is (C36)', async ({ content }, { double, home }) => {
  const file = await home.write('token', content);
  await chmod(file, 0o600);
  expect(await home.dynv6(update(double, '--token-file', file), { env: {} })).toMatchObject({ code: 0, stderr: '' });
  expect(double.log[0]?.parameters['token']).toBe('T0ken');
});

test.for([
  { is: 'empty', content: '' },
  { is: 'only a newline', content: '\n' },
  { is: 'two lines', content: 'first\nT0ken\n' },
  { is: 'in quotes', content: '"T0ken"' },
  { is: 'with a NUL in it', content: 'T0\0ken' },
])('a token file that is no token is refused: $is (C36)', async ({ content }, { double, home }) => {
  const file = await home.write('token', content);
  await chmod(file, 0o600);
  const run = await home.dynv6(update(double, '--token-file', file), { env: {} });
  expect(run).toEqual({ code: 78, stdout: '', stderr: expect.stringMatching(oneLine('token')) });
  expect(double.log).toEqual([]);
});

test('a token file that is missing is named', async ({ double, home }) => {
  const run = await home.dynv6(update(double, '--token-file', 'nowhere/token'), { env: {} });
  expect(run).toEqual({ code: 78, stdout: '', stderr: expect.stringMatching(oneLine('nowhere/token')) });
  expect(double.log).toEqual([]);
});

test('a token file that others can read is a warning', async ({ double, home }) => {
  const file = await home.write('token', 'T0ken');
  await chmod(file, 0o644);
  const run = await home.dynv6(update(double, '--token-file', file), { env: {} });
  expect(run).toMatchObject({ code: 0, stderr: expect.stringMatching(oneLine('chmod 600')) });
});

test.runIf(runsAsRoot)('a token file that the user may not read is named', async ({ double, home }) => {
  const file = await home.write('token', 'T0ken');
  await chown(file, 0, 0);
  await chmod(file, 0o600);
  const run = await home.dynv6(update(double, '--token-file', file), { env: {}, asUser: 54_321 });
  expect(run).toEqual({ code: 78, stdout: '', stderr: expect.stringMatching(oneLine(file)) });
  expect(double.log).toEqual([]);
});

test('a credential of systemd is found (C36)', async ({ double, home }) => {
  await chmod(await home.write('credentials/dynv6-token', 'T0ken\n'), 0o600);
  const env = { CREDENTIALS_DIRECTORY: `${home.folder}/credentials` };
  expect(await home.dynv6(update(double), { env })).toMatchObject({ code: 0, stderr: '' });
  expect(double.log[0]?.parameters['token']).toBe('T0ken');
});

test('the first of the places of a token is taken', async ({ openDouble, home }) => {
  const places = ['flag', 'DYNV6_TOKEN', 'token', 'DYNV6_TOKEN_FILE', 'CREDENTIALS_DIRECTORY', 'zone', 'general'];
  for (const place of places) home.secret(`T0ken-of-${place}`);
  const double = await openDouble({ tokens: Object.fromEntries(places.map((place) => [`T0ken-of-${place}`, 'all'])) });
  const file = await home.write('files/flag', 'T0ken-of-flag');
  const second = await home.write('files/variable', 'T0ken-of-DYNV6_TOKEN_FILE');
  const credential = await home.write('credentials/dynv6-token', 'T0ken-of-CREDENTIALS_DIRECTORY');
  const general = { token: 'T0ken-of-general' };
  const configs = [
    { zones: [{ zone: 'example.dynv6.net', token: 'T0ken-of-zone' }], ...general },
    { zones: ['example.dynv6.net'], ...general },
  ];
  const given: readonly (readonly [string, string])[] = [
    ['DYNV6_TOKEN', 'T0ken-of-DYNV6_TOKEN'],
    ['token', 'T0ken-of-token'],
    ['DYNV6_TOKEN_FILE', second],
    ['CREDENTIALS_DIRECTORY', `${home.folder}/credentials`],
  ];
  for (const path of [file, second, credential]) await chmod(path, 0o600);

  for (const [taken] of places.entries()) {
    const config = await home.write('config.json', JSON.stringify(configs[taken === 6 ? 1 : 0]));
    await chmod(config, 0o600);
    const options = ['--config', config, '--force', ...(taken === 0 ? ['--token-file', file] : [])];
    const env = Object.fromEntries(given.slice(Math.max(0, taken - 1)));
    expect(await home.dynv6(update(double, ...options), { env })).toMatchObject({ code: 0 });
  }
  expect(double.log.map(({ parameters }) => parameters['token'])).toEqual(places.map((place) => `T0ken-of-${place}`));
});

const awkward = 'a$b&c=d+e%41#f/g?h"i';

test('special signs in a token arrive unharmed from everywhere (C38)', async ({ openDouble, home }) => {
  home.secret(awkward);
  const double = await openDouble({ tokens: { [awkward]: 'all' } });
  const file = await home.write('token', awkward);
  const config = await home.write('config.json', JSON.stringify({ token: awkward, zones: ['example.dynv6.net'] }));
  for (const path of [file, config]) await chmod(path, 0o600);
  const runs = [
    await home.dynv6(update(double, '--force'), { env: { token: awkward } }),
    await home.dynv6(update(double, '--force', '--token-file', file), { env: {} }),
    await home.dynv6(update(double, '--force', '--config', config), { env: {} }),
  ];
  expect(runs.map(({ code }) => code)).toEqual([0, 0, 0]);
  expect(double.log.map(({ parameters }) => parameters['token'])).toEqual([awkward, awkward, awkward]);
});

test('a token with a line break in it is refused (C38)', async ({ double, home }) => {
  const run = await home.dynv6(update(double), { env: { token: 'T0ken\nT0ken' } });
  expect(run).toEqual({ code: 78, stdout: '', stderr: expect.stringMatching(oneLine('token')) });
  expect(double.log).toEqual([]);
});

test('without a token nothing is sent, and the message says where one belongs', async ({ double, home }) => {
  const run = await home.dynv6(update(double), { env: {} });
  expect(run).toEqual({ code: 78, stdout: '', stderr: expect.stringMatching(oneLine('token')) });
  expect(run.stderr).not.toMatch(stackTrace);
  expect(double.log).toEqual([]);
});

test('there is no option for the token, for every user could read it', async ({ double, home }) => {
  const run = await home.dynv6(update(double, '--token', 'x'));
  expect(run).toMatchObject({ code: 64, stdout: '' });
  expect(double.log).toEqual([]);
});
