import { existsSync } from 'node:fs';
import { expect } from 'vitest';
import { test } from './fixtures.ts';
import { machineWith, STABLE, seen } from './machine.ts';

const awkward = 's3cr3t+Tok/%"';

test.for([
  { is: 'raw', form: awkward },
  { is: 'percent-encoded', form: 's3cr3t%2BTok%2F%25%22' },
  { is: 'percent-encoded in lower case', form: 's3cr3t%2bTok%2f%25%22' },
  { is: 'escaped in JSON', form: 's3cr3t+Tok/%\\"' },
  { is: 'in base64', form: Buffer.from(awkward).toString('base64') },
  { is: 'behind the user of Basic authentication', form: Buffer.from(`none:${awkward}`).toString('base64') },
])('a secret that a run shows $is fails the test', async ({ form }, { home }) => {
  home.secret(awkward);
  const show = (script: string) => home.dynv6([], { shell: script, env: { form } });
  await expect(show('printf %s "-$form-"')).rejects.toThrow('standard output');
  await expect(show('printf %s "-$form-" >&2')).rejects.toThrow('standard error');
  await expect(show('mkdir -p "$HOME/.cache"; printf %s "-$form-" > "$HOME/.cache/left"')).rejects.toThrow(
    '.cache/left',
  );
});

test('a secret in a file that the test wrote is nothing new', async ({ home }) => {
  await home.write('token', 'T0ken');
  expect(await home.dynv6([], { shell: 'true' })).toEqual({ code: 0, stdout: '', stderr: '' });
});

test('a run sees the environment that was given, its home and its machine, and nothing else', async ({ home }) => {
  const run = await home.dynv6([], {
    shell: '/usr/bin/env | cut -d= -f1 | sort',
    env: { PATH: '/usr/bin:/bin', LANG: 'C' },
  });
  expect(run.stdout.split('\n').filter((name) => !/^(|_|PWD|SHLVL)$/.test(name))).toEqual([
    'DYNV6_MACHINE',
    'HOME',
    'LANG',
    // Not to keep the code of every version that a developer builds.
    'NODE_DISABLE_COMPILE_CACHE',
    'PATH',
  ]);
});

test('the clock of a run can be ahead', async ({ home }) => {
  const shell = '"$1" -e "console.log(Date.now(), new Date().getTime())"';
  const { stdout } = await home.dynv6([], { shell, clockAhead: 3_600_000 });
  for (const time of stdout.trim().split(' ')) expect(Number(time)).toBeGreaterThan(Date.now() + 3_500_000);
});

test('the machine is handed over as it is', async ({ home }) => {
  const machine = machineWith({ eth0: [STABLE, '198.41.0.4/24'], wlan0: [seen('fd00::1/64', 'slaac', 'temporary')] });
  const run = await home.dynv6([], { shell: '/bin/cat "$DYNV6_MACHINE"', machine });
  expect(JSON.parse(run.stdout)).toEqual(machine);
  expect(machine.outgoing).toEqual({ ipv4: 'eth0', ipv6: 'eth0' });
});

test('the home is gone afterwards, and so is what still runs in it', async ({ home }) => {
  const { child } = await home.start([], { shell: 'sleep 60' });
  await home.remove();
  expect(child.signalCode).toBe('SIGKILL');
  expect(existsSync(home.folder)).toBe(false);
});
