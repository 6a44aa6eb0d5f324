import fc from 'fast-check';
import { expect, test } from 'vitest';
import { detectorFor } from '../../../src/detect/detect.ts';
import { parseMemory, type ToolMemory } from '../../../src/detect/tool-memory.ts';
import { listed, type Played, type PlayedWorld, patience, playedWorld } from './played-world.ts';

const stable = '2a02:12ab:34c:ef:4c1:aaaa:bbbb:c001';

/** A Mac that was looked at once, at noon, when the stable address had another half an hour. */
function mac({ words = 'autoconf secured pltime 1800 vltime 3600', status = 'active' } = {}) {
  let text: string | null = null;
  const memory: ToolMemory = {
    recall: () => text,
    remember: (written) => {
      text = written;
    },
  };
  const played: Played = {
    platform: 'darwin',
    programs: ['ifconfig'],
    interfaces: { en0: [listed(`${stable}/64`), listed('198.41.0.4/24')] },
    prints: () =>
      `en0: flags=8863<UP,RUNNING> mtu 1500\n\tinet6 ${stable} prefixlen 64 ${words} \n\tstatus: ${status}\n`,
  };
  const at = async (minutes: number, differing: Played = {}) => {
    const world = playedWorld({ ...played, now: () => minutes * 60_000, ...differing });
    const machine = await detectorFor(world, memory).look(patience);
    return { machine, world, address: machine.addresses.find(({ address }) => address === stable) };
  };
  return { at, memory, text: () => text };
}

test('the tool is not started again while nothing has changed', async () => {
  const { at } = mac();
  const first = await at(0);
  const second = await at(10);
  expect([first, second].map(({ world }) => world.started.length)).toEqual([1, 0]);
  expect(second.address).toEqual({ ...first.address, preferredLifetime: 20 * 60_000 });
  expect(second.machine.notes).toEqual([]);
});

test('the order in which Node lists addresses is no change', async () => {
  const { at } = mac();
  await at(0);
  const { world } = await at(1, { interfaces: { en0: [listed('198.41.0.4/24'), listed(`${stable}/64`)] } });
  expect(world.started).toEqual([]);
});

test.for<{ is: string; before?: Parameters<typeof mac>[0]; minutes: number; differing?: Played }>([
  {
    is: 'another address',
    minutes: 1,
    differing: { interfaces: { en0: [listed(`${stable}/64`), listed('198.41.0.5/24')] } },
  },
  {
    is: 'another length',
    minutes: 1,
    differing: { interfaces: { en0: [listed(`${stable}/60`), listed('198.41.0.4/24')] } },
  },
  {
    is: 'another interface',
    minutes: 1,
    differing: { interfaces: { en1: [listed(`${stable}/64`), listed('198.41.0.4/24')] } },
  },
  { is: 'a lifetime that has run out', minutes: 30 },
  { is: 'a clock that was set back', minutes: -1 },
  { is: 'an address that was tentative', before: { words: 'tentative autoconf secured' }, minutes: 1 },
  { is: 'a cable that was out', before: { status: 'inactive' }, minutes: 1 },
])('the tool is started again after $is', async ({ before, minutes, differing }) => {
  const { at } = mac(before);
  await at(0);
  expect((await at(minutes, differing)).world.started).toEqual([['ifconfig', '-L']]);
});

test('an unplugged interface with nothing but IPv4 addresses is looked at again, too', async () => {
  const { at } = mac({ status: 'inactive' });
  const differing: Played = { interfaces: { en0: [listed('198.41.0.4/24')] } };
  expect((await at(0, differing)).machine.addresses).toEqual([]);
  expect((await at(1, differing)).world.started).toHaveLength(1);
});

test('a lifetime that had run out already is nothing new', async () => {
  const { at } = mac({ words: 'deprecated autoconf secured pltime 0 vltime 3600' });
  await at(0);
  const { world, address } = await at(60);
  expect(world.started).toEqual([]);
  expect(address).toMatchObject({ deprecated: true, preferredLifetime: 0 });
});

test('what an address without an end was told to be holds for ever', async () => {
  const { at } = mac({ words: '' });
  await at(0);
  const { world, address } = await at(1_000_000);
  expect(world.started).toEqual([]);
  expect(address).toMatchObject({ origin: 'manual', preferredLifetime: 'forever' });
});

test('a failure is not remembered', async () => {
  const { at, text } = mac();
  await at(0, { prints: () => null });
  expect(text()).toBeNull();
});

test('a choice that hangs on lifetimes does not hang on old ones', async () => {
  const { at, memory } = mac();
  await at(0);
  const answers = await Promise.all(
    [14, 16].map(async (minutes) => {
      const { world, machine } = await at(minutes);
      const answer = await asked(world, memory, machine);
      return [world.started.length, answer.addresses.find(({ address }) => address === stable)?.preferredLifetime];
    }),
  );
  expect(answers).toEqual([
    [0, 16 * 60_000],
    [1, 30 * 60_000],
  ]);
});

test('old lifetimes stay where the tool has come to fail', async () => {
  const { at, memory } = mac();
  await at(0);
  const { world, machine } = await at(20, { prints: () => null });
  expect(await asked(world, memory, machine)).toEqual(machine);
});

async function asked(
  world: PlayedWorld,
  memory: ToolMemory,
  machine: Parameters<ReturnType<typeof detectorFor>['ask']>[0],
) {
  return await detectorFor(world, memory).ask(machine, { lifetimes: true, outgoing: [] }, patience);
}

test('no text whatever that was kept keeps the program from looking', async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.string(), fc.json(), damaged), async (text) => {
      const { at, memory } = mac();
      memory.remember(text);
      expect((await at(1)).address).toMatchObject({ origin: 'slaac' });
    }),
    { numRuns: 200 },
  );
});

const damaged = fc
  .record({ key: fc.constant('k'), takenAt: fc.anything(), addresses: fc.anything(), interfaces: fc.anything() })
  .map((value) => JSON.stringify(value) ?? '');

test.for(['', 'null', '[]', '{}', '{"key":"","takenAt":"now","interfaces":[],"addresses":[]}'])(
  'a damaged memory is none: %s',
  (text) => {
    expect(parseMemory(text)).toBeNull();
  },
);
