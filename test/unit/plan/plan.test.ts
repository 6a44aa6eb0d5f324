import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { capabilities } from '../../../src/channels/capabilities.ts';
import type { SendingPolicy } from '../../../src/job.ts';
import { afterAcceptance, afterFailure } from '../../../src/pipeline/memory.ts';
import { carriesNothing } from '../../../src/plan/carry.ts';
import { plan } from '../../../src/plan/plan.ts';
import type { Remembered } from '../../../src/remembered.ts';
import type { Values } from '../../../src/update.ts';
import { zoneNamed } from '../../support/zone.ts';

const zone = zoneNamed('example.dynv6.net');
const now = Date.UTC(2026, 10, 24, 17);
const hour = 3_600_000;
const policy: SendingPolicy = { force: false, maxAge: 24 * hour };
const circumstances = { tokenHash: 'hash', origins: { ipv4: null, ipv6: null }, now };
const wanted: Values = { ipv4: '198.41.0.4', ipv6: '2a02:12ab:34c:ef::1', ipv6prefix: '2a02:12ab:34c:ef::/64' };

function accepted(values: Values, ago: number): Remembered {
  return afterAcceptance(null, values, { outcome: 'updated', response: 'addresses updated' }, now - ago);
}

function sent(values: Values, remembered: Remembered | null, more: Partial<SendingPolicy> = {}) {
  const planned = plan(zone, values, remembered, { ...policy, ...more }, circumstances);
  return planned.action === 'send' ? planned.updates.map((update) => [update.over, update.values]) : planned.action;
}

describe('what is sent', () => {
  test.for<{
    is: string;
    values?: Values;
    remembered: Remembered | null;
    more?: Partial<SendingPolicy>;
    sends: unknown;
  }>([
    { is: 'everything, the first time', remembered: null, sends: [['any', wanted]] },
    { is: 'nothing of what was accepted an hour ago', remembered: accepted(wanted, hour), sends: 'skip' },
    {
      is: 'all of it where one value has changed',
      remembered: accepted({ ...wanted, ipv4: '198.41.0.9' }, hour),
      sends: [['any', wanted]],
    },
    {
      is: 'all of it where one value was never sent',
      remembered: accepted({ ipv4: '198.41.0.4' }, hour),
      sends: [['any', wanted]],
    },
    { is: 'what was accepted more than a day ago', remembered: accepted(wanted, 25 * hour), sends: [['any', wanted]] },
    {
      is: 'what is asked to be sent',
      remembered: accepted(wanted, hour),
      more: { force: true },
      sends: [['any', wanted]],
    },
    {
      is: 'what is older than is asked for',
      remembered: accepted(wanted, hour),
      more: { maxAge: hour / 2 },
      sends: [['any', wanted]],
    },
    {
      is: 'everything where nothing may be remembered',
      remembered: accepted(wanted, 0),
      more: { maxAge: 0 },
      sends: [['any', wanted]],
    },
    {
      is: 'what was accepted in the future: the clock was set back',
      remembered: accepted(wanted, -hour),
      sends: [['any', wanted]],
    },
    {
      is: 'auto each time, by itself and over its family',
      values: { ...wanted, ipv4: 'auto' },
      remembered: accepted(wanted, hour),
      sends: [['ipv4', { ipv4: 'auto' }]],
    },
    {
      is: 'auto apart from what is settled: neither is to fail with the other',
      values: { ...wanted, ipv4: 'auto' },
      remembered: null,
      sends: [
        ['any', { ipv6: wanted.ipv6, ipv6prefix: wanted.ipv6prefix }],
        ['ipv4', { ipv4: 'auto' }],
      ],
    },
    {
      is: 'auto of address and prefix together, over IPv6',
      values: { ipv4: 'auto', ipv6: 'auto', ipv6prefix: 'auto' },
      remembered: null,
      sends: [
        ['ipv4', { ipv4: 'auto' }],
        ['ipv6', { ipv6: 'auto', ipv6prefix: 'auto' }],
      ],
    },
    { is: 'a removal once', values: { ipv4: '-' }, remembered: accepted({ ipv4: '-' }, hour), sends: 'skip' },
  ])('$is', ({ values = wanted, remembered, more, sends }) => {
    expect(sent(values, remembered, more)).toEqual(sends);
  });

  const values = fc
    .record(
      {
        ipv4: fc.constantFrom('198.41.0.4', '198.41.0.5', '-'),
        ipv6: fc.constantFrom('2a02::1', '2a02::2', '6to4'),
        ipv6prefix: fc.constantFrom('2a02::/64', '2a02::/56'),
      },
      { requiredKeys: [] },
    )
    .filter((some) => Object.keys(some).length > 0);

  test('what was just accepted is never sent again', () => {
    fc.assert(
      fc.property(values, values, (wantedValues, before) => {
        const memory = afterAcceptance(
          accepted(before, hour),
          wantedValues,
          { outcome: 'unchanged', response: 'addresses unchanged' },
          now,
        );
        expect(sent(wantedValues, memory)).toBe('skip');
      }),
    );
  });

  test('what was accepted says nothing of another value', () => {
    fc.assert(
      fc.property(values, values, (one, other) => {
        const same = Object.entries(other).every(([field, value]) => Reflect.get(one, field) === value);
        expect(sent(other, accepted(one, 0)) === 'skip').toBe(same);
      }),
    );
  });
});

describe('a refusal', () => {
  const refused = (
    code: 'token-rejected' | 'zone-unknown' | 'rate-limited' | 'unavailable' | 'network',
    ago: number,
    more = {},
  ) => afterFailure(null, { code, message: 'no', ...more }, 'hash', now - ago);

  test.for<{ is: string; remembered: Remembered; more?: Partial<SendingPolicy>; action: string }>([
    { is: 'of the token holds for an hour', remembered: refused('token-rejected', hour - 1), action: 'hold' },
    { is: 'of the token ends after an hour', remembered: refused('token-rejected', hour), action: 'send' },
    { is: 'of the zone holds for an hour', remembered: refused('zone-unknown', hour / 2), action: 'hold' },
    { is: 'gives way to --force', remembered: refused('token-rejected', 1), more: { force: true }, action: 'send' },
    { is: 'from the future holds nothing back', remembered: refused('token-rejected', -hour), action: 'send' },
    {
      is: 'of another token holds nothing back',
      remembered: {
        ...refused('token-rejected', 1),
        refusal: { code: 'token-rejected', message: 'no', tokenHash: 'other', at: now, until: now + hour, times: 1 },
      },
      action: 'send',
    },
    {
      is: 'with a time of the service holds for that time',
      remembered: refused('rate-limited', 60_000, { retryAfter: 600_000 }),
      action: 'hold',
    },
    {
      is: 'with a time of the service ends then',
      remembered: refused('rate-limited', 600_000, { retryAfter: 600_000 }),
      action: 'send',
    },
    {
      is: 'holds for an hour at most',
      remembered: refused('rate-limited', hour, { retryAfter: 24 * hour }),
      action: 'send',
    },
    { is: 'that may pass holds nothing back the first time', remembered: refused('unavailable', 0), action: 'send' },
    { is: 'of the network holds nothing back', remembered: refused('network', 0), action: 'send' },
  ])('$is', ({ remembered, more, action }) => {
    expect(plan(zone, wanted, remembered, { ...policy, ...more }, circumstances).action).toBe(action);
  });

  test('that repeats holds for longer each time, an hour at most', () => {
    let memory: Remembered | null = null;
    const held: number[] = [];
    for (let times = 0; times < 12; times += 1) {
      memory = afterFailure(memory, { code: 'unavailable', message: '503' }, 'hash', now);
      held.push(((memory.refusal?.until ?? 0) - now) / 60_000);
    }
    expect(held).toEqual([0, 2, 4, 8, 16, 32, 60, 60, 60, 60, 60, 60]);
  });

  test('is forgotten once the service accepts', () => {
    const memory = afterAcceptance(refused('unavailable', 0), wanted, { outcome: 'updated', response: '' }, now);
    expect(memory.refusal).toBe(null);
  });

  test('does not touch what was accepted', () => {
    const memory = afterFailure(accepted(wanted, hour), { code: 'token-rejected', message: 'no' }, 'hash', now);
    expect(sent(wanted, memory)).toBe('skip');
  });
});

test.for([
  [
    'dyndns2',
    { ipv4: 'none', ipv6: 'detect', ipv6prefix: 'detect' },
    '--via dyndns2 cannot set IPv6 and the IPv6 prefix',
  ],
  ['dyndns2', { ipv4: 'detect', ipv6: 'detect', ipv6prefix: 'detect' }, undefined],
  ['dns', { ipv4: 'none', ipv6: 'none', ipv6prefix: 'detect' }, '--via dns cannot set the IPv6 prefix'],
] as const)('what %s cannot carry at all is told before anything is looked at', ([channel, wishes, message]) => {
  expect(carriesNothing(wishes, channel, capabilities[channel])?.message).toBe(message);
});
