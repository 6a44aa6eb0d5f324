import { expect, test } from 'vitest';
import { isEui64 } from '../../../src/detect/eui64.ts';

test.for<{ is: string; address: string; mac: string | null; answer: boolean }>([
  { is: 'made of the MAC', address: '2a02:12ab:34c:ef:a00:27ff:fe12:3456', mac: '08:00:27:12:34:56', answer: true },
  { is: 'made of a local MAC', address: 'fe80::34:56ff:fe78:9abc', mac: '02:34:56:78:9A:BC', answer: true },
  {
    is: 'made of another MAC',
    address: '2a02:12ab:34c:ef:a00:27ff:fe12:3456',
    mac: '08:00:27:12:34:57',
    answer: false,
  },
  { is: 'of a tunnel, which has no MAC', address: 'fe80::200:ff:fe00:0', mac: '00:00:00:00:00:00', answer: false },
  {
    is: 'of an interface with a long address',
    address: 'fe80::200:ff:fe00:0',
    mac: '00:00:00:00:fe:80:00:00',
    answer: false,
  },
  { is: 'of an unknown interface', address: 'fe80::200:ff:fe00:0', mac: null, answer: false },
])('an address $is: $answer', ({ address, mac, answer }) => {
  expect(isEui64(address, mac)).toBe(answer);
});
