import { expect, test } from 'vitest';
import { notification, type Occasion } from '../../../src/hooks/notification.ts';
import { outcomeWith } from '../watch/zones.ts';

const zone = { zone: 'xn--mller-kva.dynv6.net', label: 'müller.dynv6.net' };

test.for<{ occasion: Occasion; message: object }>([
  {
    occasion: { event: 'changed', outcome: outcomeWith({ previous: { ipv4: '198.41.0.9' } }) },
    message: {
      event: 'changed',
      result: 'updated',
      values: { ipv4: '198.41.0.4' },
      previous: { ipv4: '198.41.0.9' },
      text: 'müller.dynv6.net: now IPv4 198.41.0.4',
    },
  },
  {
    occasion: { event: 'trouble', failure: { code: 'network', message: 'dynv6.com\ncannot be reached' } },
    message: {
      event: 'trouble',
      error: { code: 'network', exitCode: 75, message: expect.not.stringContaining('\n') },
      text: expect.stringContaining('müller.dynv6.net: dynv6.com'),
    },
  },
  {
    occasion: { event: 'recovered', lasted: 185_400 },
    message: { event: 'recovered', lastedSeconds: 185, text: 'müller.dynv6.net: all is well again after 3 min' },
  },
])('the message of $occasion.event', ({ occasion, message }) => {
  expect(JSON.parse(notification(occasion, zone, 0))).toEqual({
    version: 1,
    zone: 'xn--mller-kva.dynv6.net',
    at: '1970-01-01T00:00:00.000Z',
    ...message,
  });
});
