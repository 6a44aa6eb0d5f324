import { describe, expect, test } from 'vitest';
import { waitUntilShown } from '../../../src/acme/wait-until-shown.ts';
import type { QueryAnswer } from '../../../src/channels/dns-update/query.ts';
import type { Failure } from '../../../src/failure.ts';
import { fail, ok, type Result } from '../../../src/result.ts';

const challenge = { name: '_acme-challenge.example.dynv6.net', value: 'value', together: false };
const never = new AbortController().signal;
const silent: Result<QueryAnswer, Failure> = fail({ code: 'timeout', message: '192.0.2.9 did not answer' });

function says(...values: readonly string[]): Result<QueryAnswer, Failure> {
  const records = values.map((data) => ({ data, ttl: 60 }));
  return ok({ found: values.length > 0 ? 'records' : 'no-data', records, authoritative: true });
}

/** What each address of each name server answers, look by look; the last answer stands. */
type Servers = Readonly<Record<string, readonly (readonly Result<QueryAnswer, Failure>[])[]>>;

/** Plays a DNS, and a clock that only sleeping moves. */
function play(servers: Servers) {
  const asked: string[] = [];
  let now = 0;
  const answers = Object.values(servers).flat();
  return {
    asked,
    slept: () => now,
    names: {
      serversOf: async (name: string) => ok(name === 'example.dynv6.net' ? Object.keys(servers) : []),
      addressesOf: async (host: string) =>
        ok((servers[host] ?? []).map((address) => `192.0.2.${answers.indexOf(address)}`)),
      async ask(address: string, name: string, type: string) {
        const before = asked.filter((question) => question.startsWith(`${address} `)).length;
        asked.push(`${address} ${name} ${type}`);
        const looks = answers[Number(address.split('.').at(-1))] ?? [];
        return looks[Math.min(before, looks.length - 1)] ?? silent;
      },
    },
    effects: {
      now: () => now,
      sleep: async (milliseconds: number) => {
        now += milliseconds;
      },
      trace: () => undefined,
    },
  };
}

describe('the wait is over', () => {
  test.for<{ readonly is: string; readonly servers: Servers; readonly looks: number }>([
    { is: 'at once where all show the value', servers: { ns1: [[says('value')]], ns2: [[says('value')]] }, looks: 1 },
    { is: 'where it stands beside others', servers: { ns1: [[says('other', 'value')]] }, looks: 1 },
    {
      is: 'when the last one shows it',
      servers: { ns1: [[says('value')]], ns2: [[says(), says('other'), says('other', 'value')]] },
      looks: 3,
    },
    { is: 'though an address cannot be reached', servers: { ns1: [[silent], [says('value')]] }, looks: 1 },
    { is: 'when a silent server speaks', servers: { ns1: [[silent, says('value')]] }, looks: 2 },
  ])('$is', async ({ servers, looks }) => {
    const { names, effects, asked } = play(servers);
    expect(await waitUntilShown(challenge, 60_000, names, effects, never)).toBeNull();
    expect(new Set(asked.map((question) => question.replace(/^\S+ /, '')))).toEqual(new Set([`${challenge.name} TXT`]));
    expect(asked.filter((question) => question.startsWith('192.0.2.0 '))).toHaveLength(looks);
  });
});

describe('the wait is given up, with the reason', () => {
  const unproven = ok({ found: 'records', records: [{ data: 'value', ttl: 60 }], authoritative: false } as const);

  test.for<{ readonly is: string; readonly servers: Servers; readonly says: string }>([
    {
      is: 'where one never shows it',
      servers: { ns1: [[says('value')]], ns2: [[says('other')]] },
      says: 'the value is set, but after 10 s ns2 does not show the value yet',
    },
    { is: 'where one address contradicts', servers: { ns1: [[says('value')], [says()]] }, says: 'ns1 does not show' },
    { is: 'where it shows it for another', servers: { ns1: [[unproven]] }, says: 'ns1 does not show' },
    { is: 'where one stays silent', servers: { ns1: [[silent]] }, says: 'ns1 cannot be asked: 192.0.2.9 did not' },
    { is: 'where one has no address', servers: { ns1: [] }, says: 'the name server ns1 has no address' },
    { is: 'where there are none', servers: {}, says: 'no name server was found' },
  ])('$is', async ({ servers, says: words }) => {
    const { names, effects, slept } = play(servers);
    const failure = await waitUntilShown(challenge, 10_000, names, effects, never);
    expect(failure).toMatchObject({ code: 'timeout', message: expect.stringContaining(words) });
    expect(slept()).toBe(10_000);
  });

  test('when the run is ended', async () => {
    const { names, effects, slept } = play({ ns1: [[says()]] });
    const ended = AbortSignal.abort();
    expect(await waitUntilShown(challenge, 60_000, names, effects, ended)).toMatchObject({ code: 'timeout' });
    expect(slept()).toBe(0);
  });
});
