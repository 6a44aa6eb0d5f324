import fc from 'fast-check';
import { expect, test } from 'vitest';
import { factsOf as factsOfIfconfig } from '../../../src/detect/bsd/facts.ts';
import { parseIfconfig } from '../../../src/detect/bsd/ifconfig.ts';
import { parseIfInet6 } from '../../../src/detect/linux/if-inet6.ts';
import { parseDevices } from '../../../src/detect/linux/interfaces.ts';
import { parseIpJson, parseIpText } from '../../../src/detect/linux/ip-address.ts';
import { parseOnLinkPrefixes } from '../../../src/detect/linux/ipv6-route.ts';
import { parseMachine } from '../../../src/detect/replay.ts';
import { parseMemory } from '../../../src/detect/tool-memory.ts';
import { parseDotnetLines } from '../../../src/detect/windows/dotnet-lines.ts';
import { parseNetIpAddress } from '../../../src/detect/windows/net-ip-address.ts';
import { parseIpv6 } from '../../../src/ip/address.ts';
import { fixture } from './fixture.ts';

interface Reader {
  readonly name: string;
  /** A true text to damage. */
  readonly file: string;
  readonly read: (text: string) => readonly { readonly address: string }[];
}

const readers: readonly Reader[] = [
  { name: 'if_inet6', file: 'linux/if_inet6.two-ifaces-deprecated.txt', read: parseIfInet6 },
  {
    name: 'ipv6_route',
    file: 'linux/ipv6_route.dhcpcd.txt',
    read: (text) => parseOnLinkPrefixes(text).map(({ network }) => ({ address: network.replace(/\/\d+$/, '') })),
  },
  { name: 'ip as JSON', file: 'linux/ip-j-addr.v4.14.0.json', read: (text) => parseIpJson(text) ?? [] },
  { name: 'ip as text', file: 'linux/ip-addr.6.1.txt', read: parseIpText },
  {
    name: 'ifconfig',
    file: 'macos/ifconfig-L.txt',
    read: (text) => parseIfconfig(text).rows.map((row) => ({ ...row, ...factsOfIfconfig(row, 'x', 'netbsd') })),
  },
  { name: 'the lines of .NET', file: 'windows/dotnet-pipe-lines.txt', read: (text) => ipv6(parseDotnetLines(text)) },
  {
    name: 'Get-NetIPAddress',
    file: 'windows/ps51-select-convertto-json-compress.json',
    read: (text) => ipv6(parseNetIpAddress(text)),
  },
];

test.for(readers)('no text makes the reader of $name throw, and what it reads are addresses', ({ file, read }) => {
  const truth = fixture(file);
  expect(read(truth).length).toBeGreaterThan(0);
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.json(), damaged(truth)), (text) => {
      for (const { address } of read(text)) expect(parseIpv6(address)).toBe(address);
    }),
    { numRuns: 400 },
  );
});

test('nor the readers of names, of memories and of pictures', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.json()), (text) => {
      expect(parseDevices(text).every((name) => name !== '')).toBe(true);
      expect(parseMemory(text)).toBeNull();
      expect(parseMachine(text).ok).toBe(false);
    }),
  );
});

test('bytes that are no text do not either', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(), (bytes, at) => {
      for (const { file, read } of readers) {
        const truth = Buffer.from(fixture(file));
        truth.set(bytes, at % (truth.length - bytes.length));
        expect(Array.isArray(read(truth.toString('utf8')))).toBe(true);
      }
    }),
  );
});

/** The text with a piece of it cut out, doubled or replaced. */
function damaged(text: string): fc.Arbitrary<string> {
  const place = fc.nat({ max: text.length });
  return fc
    .tuple(place, place, fc.oneof(fc.string({ unit: 'binary' }), fc.constant(text.slice(0, 200)), fc.constant('')))
    .map(([from, to, piece]) => text.slice(0, from) + piece + text.slice(to));
}

function ipv6<Row extends { readonly family: string }>(rows: readonly Row[]): readonly Row[] {
  return rows.filter(({ family }) => family === 'ipv6');
}
