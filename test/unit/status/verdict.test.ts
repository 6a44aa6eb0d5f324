import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fail, ok } from '../../../src/result.ts';
import { judge, silentServers } from '../../../src/status/verdict.ts';
import type { Expected, ServerAnswer, Verdict } from '../../../src/verification.ts';

const silent = fail({ code: 'timeout' as const, message: 'it did not answer' });

/** `null` is a server that is silent; the AAAA side agrees by itself. */
function server(name: string, a: readonly string[] | null, address = '198.41.0.53'): ServerAnswer {
  return { server: name, address, says: { A: a === null ? silent : ok(a), AAAA: ok(['2a02:12ab::1']) } };
}

const wanted: Expected = { A: ['198.41.0.4'], AAAA: ['2a02:12ab::1'] };
const right = ['198.41.0.4'];
const wrong = ['198.41.0.9'];

interface Row {
  readonly is: string;
  readonly answers: readonly (readonly string[] | null)[];
  readonly expected?: Expected['A'];
  readonly settling?: boolean;
  readonly verdict: Verdict;
}

test.for<Row>([
  { is: 'all servers say what they should', answers: [right, right, right], verdict: 'agrees' },
  { is: 'one of them is silent and the rest is right', answers: [right, null, right], verdict: 'agrees' },
  { is: 'all of them say the same, and something else', answers: [wrong, wrong, wrong], verdict: 'differs' },
  { is: 'all of them have no record', answers: [[], [], []], verdict: 'differs' },
  {
    is: 'all of them have a record more',
    answers: [
      [...right, ...wrong],
      [...right, ...wrong],
    ],
    verdict: 'differs',
  },
  { is: 'one of them has the old address', answers: [right, wrong, right], verdict: 'lags' },
  { is: 'only one of them has the new address', answers: [wrong, right, wrong], verdict: 'lags' },
  { is: 'they disagree on something else', answers: [wrong, ['198.41.0.8'], wrong], verdict: 'lags' },
  {
    is: 'all have the old address, a moment after the change',
    answers: [wrong, wrong],
    settling: true,
    verdict: 'lags',
  },
  { is: 'all are right, a moment after the change', answers: [right, right], settling: true, verdict: 'agrees' },
  { is: 'most of them say something else', answers: [wrong, wrong, null], verdict: 'differs' },
  { is: 'one says something else and most are silent', answers: [wrong, null, null], verdict: 'unknown' },
  { is: 'nobody answers', answers: [null, null], verdict: 'unknown' },
  { is: 'there is no server', answers: [], verdict: 'unknown' },
  { is: 'there should be no record, and there is none', answers: [[], []], expected: [], verdict: 'agrees' },
  { is: 'there should be no record, and there is one', answers: [wrong, wrong], expected: [], verdict: 'differs' },
  { is: 'the address is left to the service', answers: [wrong, wrong], expected: null, verdict: 'agrees' },
  {
    is: 'the address is left to the service, and they disagree',
    answers: [wrong, right],
    expected: null,
    verdict: 'lags',
  },
])('where $is, the verdict is $verdict', ({ answers, expected = wanted.A, settling = false, verdict }) => {
  const servers = answers.map((a, index) => server(`ns${index}.example`, a));
  expect(judge({ ...wanted, A: expected }, servers, settling).verdict).toBe(verdict);
});

test('where nothing is expected, nothing is proven', () => {
  const nothing: Expected = { A: null, AAAA: null };
  expect(judge(nothing, [server('ns1', right), server('ns2', right)], false).verdict).toBe('unknown');
  expect(judge(nothing, [server('ns1', right), server('ns2', wrong)], false).verdict).toBe('lags');
});

test('the worse of the two types decides, and each keeps its own verdict', () => {
  const { verdict, verdicts } = judge({ ...wanted, AAAA: ['2a02:12ab::2'] }, [server('ns1', right)], false);
  expect({ verdict, verdicts }).toEqual({ verdict: 'differs', verdicts: { A: 'agrees', AAAA: 'differs' } });
});

test('an address of a server that cannot be reached from here is not a silent server', () => {
  const answers = [server('ns1', right), { ...server('ns1', null), address: '2a02:12ab::53' }, server('ns2', null)];
  const unreached = answers.map((answer) => ({ ...answer, says: { A: answer.says.A, AAAA: answer.says.A } }));
  expect(silentServers(unreached)).toEqual(['ns2']);
  expect(judge(wanted, [...answers, server('ns3', wrong)], false).verdict).toBe('lags');
});

test('two addresses of one server that disagree are two servers', () => {
  expect(judge(wanted, [server('ns1', right), server('ns1', wrong, '2a02:12ab::53')], false).verdict).toBe('lags');
});

const said = fc.constantFrom(right, wrong, [], null);

test('"differs" is said only where every server that answered says the same, and it is not what is wanted', () => {
  fc.assert(
    fc.property(fc.array(said, { maxLength: 5 }), fc.boolean(), (answers, settling) => {
      const servers = answers.map((a, index) => server(`ns${index}`, a));
      const { verdicts } = judge(wanted, servers, settling);
      const heard = new Set(answers.flatMap((answer) => (answer === null ? [] : [answer.join()])));
      expect(verdicts.A === 'differs' && (settling || heard.size !== 1 || heard.has(right.join()))).toBe(false);
      expect(verdicts.A === 'agrees').toBe(heard.size === 1 && heard.has(right.join()));
    }),
  );
});

test('the order of the servers does not matter', () => {
  fc.assert(
    fc.property(fc.array(said, { minLength: 1, maxLength: 5 }), fc.boolean(), (answers, settling) => {
      const servers = answers.map((a, index) => server(`ns${index}`, a));
      expect(judge(wanted, servers.toReversed(), settling)).toEqual(judge(wanted, servers, settling));
    }),
  );
});
