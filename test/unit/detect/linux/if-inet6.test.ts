import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addressFlags, type IfInet6Row, parseIfInet6 } from '../../../../src/detect/linux/if-inet6.ts';
import { fixture } from '../fixture.ts';

const { temporary, dadFailed, deprecated, tentative, permanent } = addressFlags;

test('every address of the file is told with its interface, its length and its flags', () => {
  expect(parseIfInet6(fixture('linux/if_inet6.mixed.txt'))).toEqual([
    row('2001:db8:1:2::8', 64, permanent),
    row('2001:db8:1:2:5054:ff:fe12:3456', 64, 0),
    row('fd12:3456:789a:1:c59e:4234:acd4:9bf9', 64, temporary),
    row('2001:db8:1:2::7', 64, 0x02),
    row('fd12:3456:789a:1:5054:ff:fe12:3456', 64, 0),
    row('::1', 128, permanent, 'lo'),
    row('2001:db8:1:2::6', 128, deprecated),
    row('2001:db8:1:2:6d39:f46a:eb96:18e0', 64, temporary),
    row('2001:db8:1:2:8409:131e:1dc5:e4a9', 64, temporary),
    row('2001:db8:1:2::5', 64, permanent),
    row('fe80::5054:ff:fe12:3456', 64, permanent),
    row('2001:db8:1:2::1', 64, permanent | tentative | dadFailed),
  ]);
});

test.for<{ is: string; file: string; address: string; name: string; length: number; flags: number }>([
  {
    is: 'a DHCPv6 address',
    file: 'linux/if_inet6.dhcpcd.txt',
    address: '2001:db8:1:5::1e0d',
    name: 'eth1',
    length: 128,
    flags: 0,
  },
  {
    is: 'a tentative privacy address',
    file: 'linux/if_inet6.tentative.txt',
    address: '2001:db8:1:2:8409:131e:1dc5:e4a9',
    name: 'eth0',
    length: 64,
    flags: temporary | tentative,
  },
  {
    is: 'a deprecated address of the second interface',
    file: 'linux/if_inet6.two-ifaces-deprecated.txt',
    address: '2001:db8:1:3:2d9a:4940:e8b8:f2bb',
    name: 'eth1',
    length: 64,
    flags: deprecated,
  },
])('$is is read among the others', ({ file, address, name, length, flags }) => {
  expect(parseIfInet6(fixture(file))).toContainEqual(row(address, length, flags, name));
});

const address = '2a0212ab034c00ef0a0027fffe123456';

test.for<{ is: string; line: string; name: string; flags?: number }>([
  { is: 'an index of more than two digits', line: `${address} 1a2f 40 00 00     eth0`, name: 'eth0' },
  {
    is: 'flags that the kernel may come to print in full',
    line: `${address} 03 40 00 901     eth0`,
    name: 'eth0',
    flags: 1,
  },
  { is: 'a name of fifteen letters (C14)', line: `${address} 03 40 00 00 abcdefghijklmno`, name: 'abcdefghijklmno' },
  { is: 'a name with odd characters (C14)', line: `${address} 03 40 00 00  wg-ü#1`, name: 'wg-ü#1' },
  { is: 'a name with a wide blank of Unicode', line: `${address} 03 40 00 00   a\u2003b`, name: 'a\u2003b' },
  { is: 'a name with an at sign', line: `${address} 03 40 00 00  wg@home`, name: 'wg@home' },
])('$is does not disturb', ({ line, name, flags = 0 }) => {
  expect(parseIfInet6(`${line}\n`)).toEqual([row('2a02:12ab:34c:ef:a00:27ff:fe12:3456', 64, flags, name)]);
});

test.for([
  '',
  address,
  `${address} 03 40 00`,
  `${address.slice(1)} 03 40 00 00 eth0`,
  `${address} 03 81 00 00 eth0`,
  `g${address.slice(1)} 03 40 00 00 eth0`,
  `${address} 03 40 00 00 `,
  `${address} 03 40 00 00 two words`,
])('a line of another form is passed over: "%s"', (line) => {
  expect(parseIfInet6(line)).toEqual([]);
});

test('whatever the kernel writes in its own form is read back', () => {
  const words = fc.array(fc.integer({ min: 0, max: 0xffff }), { minLength: 8, maxLength: 8 });
  const byte = fc.integer({ min: 0, max: 255 });
  const length = fc.integer({ min: 0, max: 128 });
  fc.assert(
    fc.property(words, length, byte, fc.stringMatching(/^[!-.0-9;-~]{1,15}$/), (groups, prefixLength, flags, name) => {
      const digits = groups.map((group) => hex(group, 4));
      const line = `${digits.join('')} 03 ${hex(prefixLength, 2)} 00 ${hex(flags, 2)} ${name.padStart(8)}\n`;
      const [read] = parseIfInet6(line);
      expect(read).toMatchObject({ interface: name, prefixLength, flags });
      expect(new URL(`http://[${digits.join(':')}]`).hostname).toBe(`[${read?.address}]`);
    }),
  );
});

function hex(number: number, digits: number): string {
  return number.toString(16).padStart(digits, '0');
}

function row(text: string, prefixLength: number, flags: number, name = 'eth0'): IfInet6Row {
  return { interface: name, address: text, prefixLength, flags };
}
