import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ChannelFacts, judgeChannel } from '../../../src/check/judge.ts';
import { exitCodeOf, exitCodes, type FailureCode } from '../../../src/failure.ts';
import { fail, ok } from '../../../src/result.ts';
import { channelNames } from '../../../src/update.ts';

const fine: ChannelFacts = {
  channel: 'update-api',
  settings: ok(null),
  planned: ok([]),
  held: null,
  reached: ok('dynv6.com answers'),
  proved: ok('the token opens this zone'),
};

const failing = (code: FailureCode, message = code) => fail({ code, message });

interface Row {
  readonly is: string;
  readonly facts?: Partial<ChannelFacts>;
  readonly state: 'ok' | 'missing' | 'failed';
  readonly says: string;
}

test.for<Row>([
  { is: 'all is well', state: 'ok', says: 'dynv6.com answers; the token opens this zone' },
  {
    is: 'there is no token, and nothing else could be tried',
    facts: { settings: failing('no-token'), proved: null },
    state: 'missing',
    says: 'no-token',
  },
  {
    is: 'there is nothing to publish',
    facts: { planned: failing('no-address') },
    state: 'missing',
    says: 'no-address',
  },
  { is: 'nobody answers', facts: { reached: failing('network') }, state: 'failed', says: 'network' },
  {
    is: 'a person is needed for one of two reasons',
    facts: { reached: failing('network'), proved: failing('token-rejected') },
    state: 'failed',
    says: 'token-rejected',
  },
  {
    is: 'REST refuses the token',
    facts: { proved: failing('token-rejected') },
    state: 'failed',
    says: 'token-rejected',
  },
  {
    is: 'REST does not show the zone',
    facts: { proved: failing('zone-unknown') },
    state: 'failed',
    says: 'zone-unknown',
  },
  {
    is: 'somebody else answers in place of REST',
    facts: { proved: failing('unexpected-answer') },
    state: 'failed',
    says: 'unexpected-answer',
  },
  {
    is: 'REST is busy, which says nothing of the Update API',
    facts: { proved: failing('rate-limited') },
    state: 'ok',
    says: 'dynv6.com answers; whether the token is right, REST could not tell: rate-limited',
  },
  {
    is: 'REST is busy, and it is the way to take',
    facts: { channel: 'rest', reached: null, proved: failing('rate-limited') },
    state: 'failed',
    says: 'rate-limited',
  },
  {
    is: 'the clock is wrong for a signature',
    facts: { channel: 'dns', reached: null, proved: failing('clock') },
    state: 'failed',
    says: 'clock',
  },
  {
    is: 'an earlier refusal still stands',
    facts: { held: { code: 'rate-limited', message: 'not asked again before noon' } },
    state: 'failed',
    says: 'not asked again before noon',
  },
  {
    is: 'an earlier refusal still stands, and there is a reason to be told first',
    facts: { held: { code: 'token-rejected', message: 'not asked again before noon' }, reached: failing('network') },
    state: 'failed',
    says: 'network',
  },
])('$is: $state', ({ facts, state, says }) => {
  const finding = judgeChannel({ ...fine, ...facts });
  const message = finding.state === 'ok' ? finding.message : finding.failure.message;
  expect({ state: finding.state, message }).toEqual({ state, message: says });
});

describe('whatever was found out', () => {
  const code = fc.constantFrom(
    'usage',
    'no-address',
    'zone-unknown',
    'internal',
    'network',
    'rate-limited',
    'unexpected-answer',
    'token-rejected',
    'config',
  );
  const fact = fc.oneof(
    fc.constant(ok('well')),
    code.map((failure) => failing(failure)),
  );

  test('what stands in the way of the settings, the addresses or the server is never called well', () => {
    fc.assert(
      fc.property(fc.constantFrom(...channelNames), fact, fact, fact, (channel, settings, planned, reached) => {
        const codes = [settings, planned, reached].flatMap((one) => (one.ok ? [] : [one.failure]));
        const finding = judgeChannel({ ...fine, channel, settings, planned, reached });
        const found = finding.state === 'ok' ? 0 : exitCodes[finding.failure.code];
        expect(found).toBe(exitCodeOf(codes));
      }),
    );
  });
});
