import { expect } from 'vitest';
import type { Channel } from '../../../src/channels/channel.ts';
import { exitCodes } from '../../../src/failure.ts';
import type { Update, Zone } from '../../../src/update.ts';
import { zoneNamed } from '../../support/zone.ts';

/** The zones that the service has, each without an address. */
export const contractZones: readonly Zone[] = ['one', 'two', 'three', 'four'].map((name) =>
  zoneNamed(`${name}.dynv6.net`),
);

/** A way in where everything is right. */
export interface RightWay {
  readonly channel: Channel;
  /** What a real server holds for the zone now; null where that is nothing. */
  ipv4Of(zone: Zone): Promise<string | null>;
}

/** A way in to a server that takes the request and never answers. */
interface SilentWay {
  readonly channel: Channel;
  /** Resolves when the server has the request. */
  readonly taken: () => Promise<unknown>;
}

/** One channel and the servers that speak its protocol. Their time limits are far longer than a test's. */
export interface ContractService {
  right(): Promise<RightWay>;
  /** With a token or a key that the service does not know. */
  unknownKey(): Promise<RightWay>;
  /** To somebody who answers and is not the service. */
  impostor(): Promise<Channel>;
  silent(): Promise<SilentWay>;
}

/** vitest's `test`, with the service as a fixture. */
type ContractTest = (name: string, run: (fixtures: { readonly service: ContractService }) => Promise<void>) => void;

/** What `Channel` promises, whichever way a channel takes. A new channel starts by passing this. */
export function keepsTheChannelContract(test: ContractTest): void {
  test('what it says is accepted, the service holds', async ({ service }) => {
    const { channel, ipv4Of } = await service.right();
    const published = await channel.publish(updateOf(first, '198.41.0.4'), forever);
    expect(published).toEqual({ ok: true, value: { outcome: 'updated', response: expect.stringMatching(oneLine) } });
    expect(await ipv4Of(first)).toBe('198.41.0.4');
    const repeated = await channel.publish(updateOf(first, '198.41.0.4'), forever);
    expect(repeated).toMatchObject({ ok: true, value: { response: expect.stringMatching(oneLine) } });
    expect(await ipv4Of(first)).toBe('198.41.0.4');
  });

  test('a token or key that the service does not know is a failure that says so', async ({ service }) => {
    const { channel, ipv4Of } = await service.unknownKey();
    const published = await channel.publish(updateOf(first, '198.41.0.4'), forever);
    expect(published).toMatchObject({
      ok: false,
      failure: { code: 'token-rejected', message: expect.stringMatching(oneLine) },
    });
    expect(await ipv4Of(first)).toBeNull();
  });

  test("an answer that is not the service's is no success", async ({ service }) => {
    const channel = await service.impostor();
    const published = await channel.publish(updateOf(first, '198.41.0.4'), forever);
    expect(published).toMatchObject({
      ok: false,
      failure: { code: 'unexpected-answer', message: expect.stringMatching(oneLine) },
    });
  });

  test('an aborted publish resolves at once, as a failure', async ({ service }) => {
    const { channel, taken } = await service.silent();
    const giveUp = new AbortController();
    const publishing = channel.publish(updateOf(first, '198.41.0.4'), giveUp.signal);
    await taken();
    giveUp.abort();
    expect(await publishing).toMatchObject({ ok: false, failure: { code: expect.toBeOneOf(Object.keys(exitCodes)) } });
  });

  test('a publish that is aborted before it begins changes nothing', async ({ service }) => {
    const { channel, ipv4Of } = await service.right();
    expect(await channel.publish(updateOf(first, '198.41.0.4'), AbortSignal.abort())).toMatchObject({ ok: false });
    expect(await ipv4Of(first)).toBeNull();
  });

  test("several publishes at once do not get into each other's way", async ({ service }) => {
    const { channel, ipv4Of } = await service.right();
    const updates = contractZones.map((zone, at) => updateOf(zone, `198.41.0.${at + 1}`));
    const published = await Promise.all(updates.map((update) => channel.publish(update, forever)));
    expect(published.map(({ ok }) => ok)).toEqual(updates.map(() => true));
    expect(await Promise.all(contractZones.map(ipv4Of))).toEqual(updates.map(({ values }) => values.ipv4));
  });
}

const [first = zoneNamed('one.dynv6.net')] = contractZones;
const forever = new AbortController().signal;
const oneLine = /^[^\p{Cc}]+$/u;

function updateOf(zone: Zone, ipv4: string): Update {
  return { zone, values: { ipv4 }, over: 'any', from: null };
}
