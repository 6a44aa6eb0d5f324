import { expect, test } from 'vitest';
import { parseZones } from '../../../../src/channels/ssh/read-zones.ts';

test('the zones are the first words that have a dot', () => {
  const text = 'Your zones\r\n\r\n  Example.dynv6.net.  198.41.0.4\nlab.v6.rocks\t-\n---\n2 zones.\n... more\n';
  expect(parseZones(text)).toEqual(['example.dynv6.net', 'lab.v6.rocks']);
});
