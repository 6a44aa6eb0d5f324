import { expect } from 'vitest';
import { asked, oneLine, update } from '../../support/update-run.ts';
import { expectRequest, list, type Row } from './expect-request.ts';
import { type Play, printing, published, test } from './stage.ts';

const stable = '2a02:12ab:34c:ef:4c1:aaaa:bbbb:c001';
const prefix = '2a02:12ab:34c:ef::/64';

/** Origins and states as the numbers of Windows: RouterAdvertisement, Link, Random, Dhcp; Preferred and their like. */
const netAddresses = [
  ['fe80::a00:27ff:fe12:3456%4', 'WellKnown', 'Link', 'Preferred'],
  [stable, 'RouterAdvertisement', 'Link', 'Preferred'],
  ['2a02:12ab:34c:ef:1401:aaaa:bbbb:d002', 'RouterAdvertisement', 'Random', 'Preferred'],
  ['2a02:12ab:34c:ef::42', 'Dhcp', 'Dhcp', 'Deprecated'],
  ['2a02:12ab:34c:ef::43', 'RouterAdvertisement', 'Link', 'Duplicate'],
  ['2a02:12ab:34c:ef::44', 'RouterAdvertisement', 'Link', 'Tentative'],
  ['198.41.0.17', 'Dhcp', 'Dhcp', 'Preferred'],
] as const;
const asNumbers: Readonly<Record<string, number>> = {
  WellKnown: 2,
  Dhcp: 3,
  RouterAdvertisement: 4,
  Link: 4,
  Random: 5,
  Tentative: 1,
  Duplicate: 2,
  Deprecated: 3,
  Preferred: 4,
};

function netJson(word: (name: string) => unknown, lifetime: unknown): string {
  const rows = netAddresses.map(([IPAddress, origin, suffix, state]) => ({
    IPAddress,
    InterfaceIndex: 4,
    PrefixOrigin: word(origin),
    SuffixOrigin: word(suffix),
    AddressState: word(state),
    PreferredLifetime: lifetime,
  }));
  return `${JSON.stringify(rows)}\r\n`;
}

const windowsInterfaces = {
  以太网: list(
    'fe80::a00:27ff:fe12:3456/64',
    `${stable}/64`,
    '2a02:12ab:34c:ef:1401:aaaa:bbbb:d002/128',
    '2a02:12ab:34c:ef::42/128',
    '2a02:12ab:34c:ef::43/64',
    '2a02:12ab:34c:ef::44/64',
    '198.41.0.17/24',
  ),
  'Loopback Pseudo-Interface 1': list('::1/128'),
};

/** Where calls into .NET are refused: an error on standard error, and nothing else. */
function constrained(json: string): string {
  return `if (words.at(-1).includes('Get-NetIPAddress')) print(${JSON.stringify(json)});
else { fs.writeSync(2, 'Cannot invoke method. Method invocation is supported only on core types in this language mode.'); process.exit(1); }`;
}

const constrainedStarts = [
  ['powershell.exe', /GetAllNetworkInterfaces/],
  ['powershell.exe', /Get-NetIPAddress/],
] as const;

const rows: readonly Row[] = [
  {
    is: 'Windows',
    platform: 'win32',
    interfaces: {
      以太网: list(
        'fe80::f1f5:5cbb:f395:6c51/64',
        '2a02:12ab:1111:1:f1f5:5cbb:f395:6c51/64',
        '2a02:12ab:1111:1:c1cd:7a44:45a5:58f1/128',
        '2a02:12ab:1111:1:99:88:77:66/128',
        '198.41.0.17/24',
      ),
    },
    tools: { 'powershell.exe': printing(published('windows/dotnet-pipe-lines.txt').replaceAll('\n', '\r\n')) },
    sends: {
      ipv4: '198.41.0.17',
      ipv6: '2a02:12ab:1111:1:f1f5:5cbb:f395:6c51',
      ipv6prefix: '2a02:12ab:1111:1::/64',
    },
    starts: [['powershell.exe', /GetAllNetworkInterfaces/]],
  },
  {
    is: 'Windows with PowerShell 7 alone',
    platform: 'win32',
    interfaces: { Ethernet: list(`${stable}/64`, '2a02:12ab:34c:ef::42/128') },
    tools: { 'pwsh.exe': printing(`4|${stable}|64|4|4|4|600|900|1\r\n4|2a02:12ab:34c:ef::42|128|4|5|4|600|900|1\r\n`) },
    sends: { ipv6: stable, ipv6prefix: prefix },
    starts: [['pwsh.exe', /GetAllNetworkInterfaces/]],
  },
  {
    is: 'Windows without .NET, names of states (C55)',
    platform: 'win32',
    interfaces: windowsInterfaces,
    tools: { 'powershell.exe': constrained(netJson((name) => name, '06:00:00')) },
    sends: { ipv4: '198.41.0.17', ipv6: stable, ipv6prefix: prefix },
    starts: constrainedStarts,
  },
  {
    is: 'Windows without .NET, numbers and a BOM (C55)',
    platform: 'win32',
    interfaces: windowsInterfaces,
    tools: {
      'powershell.exe': constrained(`\uFEFF${netJson((name) => asNumbers[name], { Days: 0, TotalSeconds: 21_600 })}`),
    },
    sends: { ipv4: '198.41.0.17', ipv6: stable, ipv6prefix: prefix },
    starts: constrainedStarts,
  },
  {
    is: 'Windows without .NET, one object (C55)',
    platform: 'win32',
    interfaces: { Ethernet: list(`${stable}/64`) },
    tools: {
      'powershell.exe': constrained(
        JSON.stringify({ IPAddress: stable, InterfaceIndex: 4, PrefixOrigin: 4, SuffixOrigin: 4, AddressState: 4 }),
      ),
    },
    sends: { ipv6: stable, ipv6prefix: prefix },
    starts: constrainedStarts,
  },
];

test.for(rows)('from what the tool prints to what the service is asked: $is', (row, { stage, double }) =>
  expectRequest(row, { stage, double }),
);

test('where PowerShell says twice that there is no address, none is sent (C55)', async ({ stage, double }) => {
  const play: Play = {
    platform: 'win32',
    interfaces: windowsInterfaces,
    tools: { 'powershell.exe': printing('\r\n') },
  };
  expect(await stage.run(play, update(double, '-6'))).toMatchObject({
    code: 66,
    stdout: '',
    stderr: expect.stringMatching(/^dynv6: warning: .*shows no address.*\nexample\.dynv6\.net: no IPv6 address/),
  });
  expect(await stage.started()).toHaveLength(2);
  expect(asked(double)).toEqual([]);
});

test('without PowerShell, "addresses" says that temporary cannot be told from stable', async ({ stage }) => {
  const { code, stderr } = await stage.run({ platform: 'win32', interfaces: windowsInterfaces }, ['addresses']);
  expect(code).toBe(0);
  expect(stderr).toMatch(oneLine('There is no PowerShell', 'temporary or deprecated is not known', '--ipv6'));
});
