import { expect, vi } from 'vitest';
import { zone } from '../../support/update-run.ts';
import { test } from './fixtures.ts';
import { node, script } from './machine.ts';

vi.setConfig({ testTimeout: 60_000 });

/** What cron makes of a line: past the fields of the time, and of the user, the rest is the shell's. */
function commandOf(table: string, fields: number): string {
  const [line = ''] = table.split('\n').filter((one) => one !== '' && !/^#|^\w+=/.test(one));
  return line.split(' ').slice(fields).join(' ').replaceAll('\\%', '%');
}

const schedule = /^[\d*]\S* \* \* \* \* /m;

test.for([
  { is: "in a user's crontab", words: ['--user'], show: 'crontab -l', fields: 5, token: '/root/.config/dynv6/token' },
  { is: "in the system's table", words: [], show: 'cat /etc/cron.d/dynv6', fields: 6, token: '/etc/dynv6/token' },
])(
  'the line $is works without PATH, from another folder, with paths that need quoting (C43)',
  async ({ words, show, fields, token }, { double, machine, sh }) => {
    const folder = "/run/it's 100% here";
    await machine.run([
      'sh',
      '-c',
      'mkdir "$0" && printf %s "$1" >"$0/dynv6.json"',
      folder,
      JSON.stringify({ server: double.url, zones: [zone] }),
    ]);
    const env = { token: 'T0ken', HOME: '/root' };
    const inFolder = ['sh', '-c', 'cd "$0" && exec "$@"', folder] as const;
    const install = await machine.run(
      [
        ...inFolder,
        node,
        script,
        'service',
        'install',
        'cron',
        ...words,
        '--config',
        './dynv6.json',
        '--cache-dir',
        'ca%che',
        '--ipv4',
        '198.41.0.4',
        '-4',
      ],
      env,
    );
    expect(install).toMatchObject({ code: 0, stderr: '' });

    const table = (await sh(show)).stdout;
    expect(table).toMatch(schedule);
    const cron = await machine.run([
      'sh',
      '-c',
      'cd / && exec env -i PATH=/usr/bin:/bin HOME=/root /bin/sh -c "$0"',
      commandOf(table, fields),
    ]);
    expect(cron).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(double.log).toMatchObject([{ parameters: { zone, token: 'T0ken', ipv4: '198.41.0.4' } }]);
    expect((await machine.run(['ls', `${folder}/ca%che`])).stdout).toContain('cache.json');
    expect((await sh(`stat -c %a ${token}`)).stdout).toBe('600\n');

    expect(await machine.run([node, script, 'service', 'uninstall', ...words], env)).toMatchObject({
      code: 0,
      stderr: '',
    });
    expect((await sh(`${show}; ls ${token}`)).stdout).toBe('');
  },
);

test('the rest of a real crontab is left alone, whatever stands in it', async ({ dynv6, sh }) => {
  const own = "MAILTO=''\n# mine\n5 4 * * 0 echo '50\\% of it'\n";
  await sh(`crontab - <<'END'\n${own}END`);
  expect(await dynv6('service', 'install', 'cron', zone, '--user')).toMatchObject({ code: 0, stderr: '' });
  expect((await sh('crontab -l')).stdout.startsWith(own)).toBe(true);
  expect(await dynv6('service', 'install', 'cron', zone, '--user')).toMatchObject({
    stdout: expect.stringContaining('already so'),
  });
  await dynv6('service', 'uninstall', 'cron', '--user');
  expect((await sh('crontab -l')).stdout).toBe(own);
});
