import { mkdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { runsAsRoot } from '../../support/as-root.ts';
import { test } from '../../support/fixtures.ts';
import { asked, oneLine, stackTrace, update } from '../../support/update-run.ts';

const nobody = 54_321;

const places: readonly {
  readonly is: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly asUser?: number;
  readonly shell?: string;
}[] = [
  { is: 'no HOME and no entry in the list of users', env: { HOME: undefined }, asUser: nobody },
  { is: 'a HOME that is not there', env: { HOME: '/nonexistent' }, asUser: nobody },
  { is: 'an empty HOME', env: { HOME: '' }, asUser: nobody },
  {
    is: 'a HOME on a read-only disk',
    shell: 'exec unshare --mount bash -c \'mount -t tmpfs -o ro none "$HOME" && cd / && exec "$@"\' bash "$@"',
    env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin' },
  },
];

test.runIf(runsAsRoot).for(places)(
  'with $is the update is sent, with one warning (C42)',
  async ({ env, ...how }, { double, home }) => {
    const options = { ...how, env: { token: 'T0ken', ...env }, cwd: '/' };
    const run = await home.dynv6(update(double), options);
    expect(run).toMatchObject({ code: 0, stderr: expect.stringMatching(oneLine('cache|remember')) });
    expect(run.stderr).not.toMatch(stackTrace);
    expect(asked(double)).toHaveLength(1);
    for (const word of ['--help', '--version']) {
      expect(await home.dynv6([word], options)).toMatchObject({ code: 0, stderr: '' });
    }
  },
);

test.runIf(runsAsRoot)(
  'with nothing but a state folder, as systemd gives it, runs are remembered (C42)',
  async ({ double, home }) => {
    const [first, second] = [join(home.folder, 'a'), join(home.folder, 'b')];
    const env = { token: 'T0ken', HOME: undefined, STATE_DIRECTORY: `${first}:${second}` };
    for (const _ of [1, 2]) {
      expect(await home.dynv6(update(double), { env, asUser: nobody, cwd: '/' })).toMatchObject({
        code: 0,
        stderr: '',
      });
    }
    expect(asked(double)).toHaveLength(1);
    expect((await stat(join(first, 'cache.json'))).isFile()).toBe(true);
    await expect(stat(second)).rejects.toThrow('ENOENT');
  },
);

test('the cache folder can be named', async ({ double, home }) => {
  await mkdir(join(home.folder, 'mine'));
  for (const _ of [1, 2]) await home.dynv6(update(double, '--cache-dir', 'mine'));
  expect(asked(double)).toHaveLength(1);
  expect((await stat(join(home.folder, 'mine', 'cache.json'))).isFile()).toBe(true);
});

test('cron hears nothing from run after run that changes nothing (C45)', async ({ double, home }) => {
  await home.dynv6(update(double, '-q'));
  for (let time = 0; time < 20; time += 1) {
    expect(await home.dynv6(update(double, '-q'))).toEqual({ code: 0, stdout: '', stderr: '' });
  }
  expect(double.log).toHaveLength(1);
});

test('quietly, a failure is one line and nothing else (C45)', async ({ double, home }) => {
  const run = await home.dynv6(update(double, '-q'), { env: { token: 'wrong' } });
  expect(run).toEqual({ code: 77, stdout: '', stderr: expect.stringMatching(oneLine('example.dynv6.net', 'token')) });
});

test('without a terminal there is no colour and no sign of control, and Node.js warns of nothing (C45)', async ({
  double,
  home,
}) => {
  const runs = [
    await home.dynv6(update(double, '-v')),
    await home.dynv6(update(double, '-v')),
    await home.dynv6(['addresses']),
    await home.dynv6(['--help']),
    await home.dynv6(update(double, '-v', '--force'), { env: { token: 'wrong' } }),
  ];
  for (const { stdout, stderr } of runs) {
    const controls = [...`${stdout}${stderr}`].filter((sign) => sign !== '\n' && sign < ' ');
    expect(controls).toEqual([]);
    expect(stderr).not.toContain('Warning');
  }
});

test.for([
  { is: 'a reader that goes after one byte', shell: 'set -o pipefail; "$@" --json | /usr/bin/head -c 1' },
  { is: 'a reader that is gone from the start', shell: 'set -o pipefail; "$@" | /usr/bin/true' },
])('$is is no crash: the update is sent and remembered (C47)', async ({ shell }, { double, home }) => {
  const run = await home.dynv6(update(double), { shell });
  expect(run).toMatchObject({ code: 0, stderr: '' });
  await home.dynv6(update(double));
  expect(asked(double)).toHaveLength(1);
});

test.for([
  { is: 'standard output', shell: '"$@" >&-' },
  { is: 'standard error', shell: '"$@" -v 2>&-' },
  { is: 'a full disk for the results', shell: '"$@" >/dev/full' },
  { is: 'a full disk for the messages', shell: '"$@" -v 2>/dev/full' },
])('an update is sent and remembered where nobody can hear of it: $is (C47)', async ({ shell }, { double, home }) => {
  const run = await home.dynv6(update(double), { shell });
  expect(`${run.stdout}${run.stderr}`).not.toMatch(stackTrace);
  await home.dynv6(update(double));
  expect(asked(double)).toHaveLength(1);
});

test('help can be cut short (C47)', async ({ home }) => {
  const shell = 'set -o pipefail; "$@" | /usr/bin/true';
  expect(await home.dynv6(['--help'], { shell })).toMatchObject({ code: 0, stderr: '' });
});

test('the command can be run by its own first line (C36)', async () => {
  const bin = await readFile(new URL('../../../bin/dynv6.js', import.meta.url), 'utf8');
  expect(bin).toMatch(/^#![^\r\n]+\n/);
  expect(bin).not.toContain('\r');
});
