import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { parseMachine } from '../../../src/detect/replay.ts';
import { test } from '../../support/fixtures.ts';
import { machineWith, STABLE, seen, TEMP } from '../../support/machine.ts';
import { asked, update } from '../../support/update-run.ts';

const renumbered = machineWith({
  eth0: ['192.168.1.2/24', TEMP, STABLE, seen('2a02:12ab:34c:ee:a00:27ff:fe12:3456/64', 'eui-64', 'deprecated')],
});

test('a stranger who replays the report gets the same choice, from other addresses', async ({ home, double }) => {
  home.machine(renumbered);
  const { code, stdout, stderr } = await home.dynv6(['report']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const machine = parseMachine(stdout);
  if (!machine.ok) throw new Error(machine.failure.message);
  const stable = machine.value.addresses[2]?.address ?? '';

  await home.dynv6(update(double), { machine: machine.value });
  expect(asked(double)).toEqual([
    { ipv6: stable, ipv6prefix: `${stable.split(':').slice(0, 4).join(':')}::/64` },
    { ipv4: 'auto' },
  ]);
  for (const { address } of renumbered.addresses) expect(stdout).not.toContain(address);
});

test('the report names what is set, and tells no value, zone or token', async ({ home }) => {
  home.secret('s3cret-in-file');
  const zones = ['first.example.net', { zone: 'second.example.net', token: 's3cret-in-file', maxAge: '3h' }];
  const config = await home.write('my-own.json', JSON.stringify({ server: 'https://my.example.net', zones }));
  const env = {
    token: 'T0ken',
    netmask: '57',
    DYNV6_VIA: 'rest',
    DYNV6_TIMEOUT: '',
    HTTPS_PROXY: 'http://proxy.example',
  };
  const { stdout } = await home.dynv6(['report', '--config', config, '-i', 'eth77'], { env });
  expect(JSON.parse(stdout)).toMatchObject({
    versions: { dynv6: expect.stringMatching(/^\d+\.\d+\.\d+/), node: expect.stringMatching(/^v\d/) },
    settings: {
      commandLine: ['config', 'interface'],
      environment: ['DYNV6_MACHINE', 'DYNV6_VIA', 'HTTPS_PROXY', 'netmask', 'token'],
      configFile: { general: ['server'], zones: [[], ['maxAge', 'token']] },
    },
  });
  for (const value of ['example', 'my-own', '"57"', '3h', 'eth77']) expect(stdout).not.toContain(value);
});

test('a config file that is broken is no reason not to report', async ({ home }) => {
  const config = await home.write('broken.json', '{');
  const { code, stdout } = await home.dynv6(['report', '--config', config]);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ settings: { configFile: 'unusable' }, platform: 'linux' });
});

test('what an earlier run keeps is neither read nor written', async ({ home }) => {
  const folder = join(home.folder, 'cache');
  const { code } = await home.dynv6(['report', '--cache-dir', folder], { machine: null });
  expect(code).toBe(0);
  await expect(writeFile(join(folder, 'x'), '')).rejects.toThrow('ENOENT');
});
