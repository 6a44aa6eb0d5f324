import { expect } from 'vitest';
import { asked, update } from '../../support/update-run.ts';
import { listed } from '../../unit/detect/played-world.ts';
import { type Play, printing, test } from './stage.ts';

const stable = '2a02:12ab:34c:ef:4c1:aaaa:bbbb:c001';
const later = '2a02:12ab:777:ef:4c1:aaaa:bbbb:c001';

function macos(address: string, words = 'autoconf secured pltime 86000 vltime 86000'): Play {
  return {
    platform: 'darwin',
    interfaces: { en0: [listed(`${address}/64`)] },
    tools: {
      ifconfig: printing(
        `en0: flags=8863<UP,RUNNING> mtu 1500\n\tinet6 ${address} prefixlen 64 ${words}\n\tstatus: active\n`,
      ),
    },
  };
}

function windows(address: string): Play {
  return {
    platform: 'win32',
    interfaces: { Ethernet: [listed(`${address}/64`)] },
    tools: { 'powershell.exe': printing(`4|${address}|64|4|4|4|86000|86000|1\r\n`) },
  };
}

const systems = [
  { is: 'macOS', play: macos },
  { is: 'Windows', play: windows },
] as const;

test.for(systems)(
  '$is: the tool is started again only when the addresses change',
  async ({ play }, { stage, double }) => {
    for (const _ of ['first', 'second', 'third']) {
      expect(await stage.run(play(stable), update(double))).toMatchObject({ code: 0, stderr: '' });
    }
    expect(await stage.started()).toHaveLength(1);
    expect(asked(double).map(({ ipv6 }) => ipv6)).toEqual([stable]);

    expect(await stage.run(play(later), update(double))).toMatchObject({ code: 0, stderr: '' });
    expect(await stage.started()).toHaveLength(2);
    expect(asked(double).map(({ ipv6 }) => ipv6)).toEqual([stable, later]);
  },
);

test('a lifetime that has run out has the tool started again', async ({ stage, double }) => {
  const play = macos(stable, 'autoconf pltime 3600 vltime 7200');
  for (const minutes of [0, 50, 70]) await stage.run({ ...play, ahead: minutes * 60_000 }, update(double));
  expect(await stage.started()).toHaveLength(2);
});

test('an address that was tentative has the tool started again', async ({ stage, double }) => {
  const words = update(double, '--ipv4', '198.41.0.4', '--ipv6', 'none');
  for (const _ of ['first', 'second']) await stage.run(macos(stable, 'tentative autoconf'), words);
  expect(await stage.started()).toHaveLength(2);
});

test.for(systems)(
  '$is: the tool speaks English, waits for no input and is told no secret',
  async ({ play }, { stage, double }) => {
    await stage.run(play(stable), update(double));
    const [started] = await stage.started();
    expect(started).toMatchObject({ stdin: '', environment: { LC_ALL: 'C', LANG: 'C' } });
    expect(Object.keys(started?.environment ?? {}).sort()).toEqual(['HOME', 'LANG', 'LC_ALL', 'PATH']);
    expect(JSON.stringify(started)).not.toContain('T0ken');
  },
);

const flood = 'for (let line = 0; line < 80_000; line += 1) print("x".repeat(63) + "\\n");';

const troubles: readonly { readonly is: string; readonly body: string | null; readonly says: RegExp }[] = [
  { is: 'hangs', body: 'setInterval(() => {}, 1000);', says: /took longer than 20 s/ },
  { is: 'prints without end', body: flood, says: /printed more than 4 MiB/ },
  {
    is: 'fails',
    body: 'fs.writeSync(2, "it is \\u001b[31mbroken\\nvery"); process.exit(3);',
    says: /failed \(it is \[31mbroken\)/,
  },
  { is: 'fails without a word', body: 'process.exit(3);', says: /failed \(code 3\)/ },
  { is: 'is killed', body: 'process.kill(pid, "SIGKILL"); setInterval(() => {}, 1000);', says: /failed \(SIGKILL\)/ },
  {
    is: 'prints no text',
    body: 'fs.writeSync(1, Buffer.from([0xff, 0xfe, 0x80, 0xc3, 0x28, 0x0a]));',
    says: /printed no/,
  },
  { is: 'is not there', body: null, says: /There is no/ },
];

const tools = [
  { tool: 'ifconfig', name: 'ifconfig', play: macos },
  { tool: 'powershell.exe', name: 'PowerShell', play: windows },
] as const;

test.for(tools.flatMap((tool) => troubles.map((trouble) => ({ ...tool, ...trouble }))))(
  '$name that $is: the address is sent, and a sentence names the tool and the way round',
  async ({ tool, name, play, body, says }, { stage, double }) => {
    const played = { ...play(stable), tools: body === null ? {} : { [tool]: body }, hurry: 40 };
    const run = await stage.run(played, update(double, '-v'));
    expect(run.stderr).toMatch(says);
    expect(run.stderr).toMatch(new RegExp(`${name}.*--ipv6`, 'i'));
    expect(run.stderr).not.toContain('\u001b');
    expect(run.code).toBe(0);
    expect(asked(double)).toEqual([{ ipv6: stable, ipv6prefix: '2a02:12ab:34c:ef::/64' }]);
    for (const { pid } of await stage.started()) expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  },
);

test('what a tool does not tell is a warning of every run, unless it is to be quiet', async ({ stage, double }) => {
  const played = { ...macos(stable), tools: {} };
  const spoken = await stage.run(played, update(double, '-6', '--force'));
  expect(spoken.stderr).toMatch(/^dynv6: warning: [^\n]*ifconfig[^\n]*--ipv6[^\n]*\n$/);
  const silent = await stage.run(played, update(double, '-6', '--force', '-q'));
  expect(silent).toMatchObject({ code: 0, stdout: '', stderr: '' });
});

test('where no address has to be chosen, no tool is missed', async ({ stage, double }) => {
  const played = { ...macos(stable), tools: {} };
  const run = await stage.run(played, update(double, '--ipv4', '198.41.0.4', '--ipv6', '2a02:12ab:34c:ef::9'));
  expect(run).toMatchObject({ code: 0, stderr: '' });
});
