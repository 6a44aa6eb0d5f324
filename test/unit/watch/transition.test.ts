import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Failure, FailureCode } from '../../../src/failure.ts';
import { firstState, type Patience, type State, wakesAt } from '../../../src/watch/state.ts';
import { type Action, type Event, transition } from '../../../src/watch/transition.ts';

const patience: Patience = { settle: 2000, interval: 300_000 };

function failing(code: FailureCode = 'network'): Failure {
  return { code, message: 'no' };
}

interface Story {
  readonly state: State;
  readonly actions: readonly Action[];
}

function play(state: State, events: readonly Event[]): Story {
  return events.reduce<Story>(
    (story, event) => {
      const step = transition(story.state, event, patience);
      return { state: step.state, actions: [...story.actions, ...step.actions] };
    },
    { state, actions: [] },
  );
}

/** A zone that was published as `A` at 0. */
const rested = play(firstState(0, { insist: false }), [
  { type: 'looked', at: 0, wanted: 'A' },
  { type: 'tick', at: 0 },
  { type: 'done', at: 0, failure: null },
]).state;

function updates({ actions }: Story): readonly Action[] {
  return actions.filter((action) => action.do === 'update');
}

describe('one zone', () => {
  test('a zone is published at once, and then left alone until it is due', () => {
    const begun = play(firstState(7, { insist: false }), [
      { type: 'looked', at: 7, wanted: 'A' },
      { type: 'tick', at: 7 },
    ]);
    expect(begun.actions).toEqual([{ do: 'update', insist: false }]);
    const { state } = play(begun.state, [{ type: 'done', at: 50, failure: null }]);
    expect(wakesAt(state)).toBe(50 + patience.interval);
    expect(play(state, [{ type: 'tick', at: 49 + patience.interval }]).actions).toEqual([]);
    expect(updates(play(state, [{ type: 'tick', at: 50 + patience.interval }]))).toHaveLength(1);
  });

  test('what is insisted on is insisted on until it succeeds', () => {
    const story = play(firstState(0, { insist: true }), [
      { type: 'tick', at: 0 },
      { type: 'done', at: 0, failure: failing() },
      { type: 'tick', at: 10_000 },
      { type: 'done', at: 10_000, failure: null },
      { type: 'tick', at: 10_000 + patience.interval },
    ]);
    expect(updates(story).map((action) => action.do === 'update' && action.insist)).toEqual([true, true, false]);
  });

  test('who insists is patient with a service that is down', () => {
    const insisting = play(firstState(0, { insist: true }), [{ type: 'tick', at: 0 }]).state;
    const wait = (code: FailureCode) =>
      wakesAt(play(insisting, [{ type: 'done', at: 0, failure: failing(code) }]).state);
    expect([wait('network'), wait('unavailable')]).toEqual([2000, 60_000]);
  });

  test('a change counts once it has stood for the settling time', () => {
    const seen = play(rested, [{ type: 'looked', at: 1000, wanted: 'B' }]);
    expect(wakesAt(seen.state)).toBe(3000);
    expect(play(seen.state, [{ type: 'tick', at: 2999 }]).actions).toEqual([]);
    const settled = play(seen.state, [{ type: 'tick', at: 3000 }]);
    expect(updates(settled)).toHaveLength(1);
    expect(settled.state).toMatchObject({ name: 'updating', handled: 'B' });
  });

  test('what is as it was before the settling time is over sends nothing (C49)', () => {
    const story = play(rested, [
      { type: 'looked', at: 1000, wanted: 'B' },
      { type: 'looked', at: 2999, wanted: 'A' },
      { type: 'tick', at: 10_000 },
    ]);
    expect(story).toEqual({ state: rested, actions: [{ do: 'prepare' }] });
  });

  test('a change that goes on is waited for, but not for ever', () => {
    const flaps = Array.from({ length: 100 }, (_, index): readonly Event[] => {
      const at = 1000 + index * 500;
      return [
        { type: 'looked', at, wanted: `B${index}` },
        { type: 'tick', at },
      ];
    });
    const story = play(rested, flaps.flat());
    expect(updates(story)).toHaveLength(1);
    expect(story.state).toMatchObject({ handled: `B${(4 * patience.settle) / 500}` });
  });

  test('a change during an update is looked into after it', () => {
    const story = play(rested, [
      { type: 'looked', at: 1000, wanted: 'B' },
      { type: 'tick', at: 3000 },
      { type: 'looked', at: 3500, wanted: 'C' },
      { type: 'tick', at: 9000 },
      { type: 'done', at: 9000, failure: null },
    ]);
    expect(updates(story)).toHaveLength(1);
    const settled = play(story.state, [{ type: 'tick', at: 11_000 }]);
    expect(settled).toMatchObject({ actions: [{ do: 'update' }], state: { handled: 'C' } });
  });

  test('who asks gets an update at once, and after the one that is under way', () => {
    const asked = play(rested, [{ type: 'requested', at: 1 }]);
    expect(updates(asked)).toHaveLength(1);
    const twice = play(asked.state, [
      { type: 'requested', at: 2 },
      { type: 'done', at: 3, failure: null },
      { type: 'tick', at: 3 },
    ]);
    expect(updates(twice)).toHaveLength(1);
  });

  test('after a sleep there is an update, even if all seems as before', () => {
    const story = play(rested, [
      { type: 'disturbed', at: 1 },
      { type: 'looked', at: 1, wanted: 'A' },
    ]);
    expect(wakesAt(story.state)).toBe(1 + patience.settle);
    expect(updates(play(story.state, [{ type: 'tick', at: 1 + patience.settle }]))).toHaveLength(1);
  });

  test.for<{ is: string; event: 'requested' | 'disturbed'; wait: number }>([
    { is: 'a wish', event: 'requested', wait: 0 },
    { is: 'a sleep', event: 'disturbed', wait: patience.settle },
  ])('$is during an update leads to another, though the machine looks as before', ({ event, wait }) => {
    const { state } = play(rested, [
      { type: 'requested', at: 1 },
      { type: event, at: 2 },
      { type: 'looked', at: 3, wanted: 'A' },
      { type: 'done', at: 4, failure: null },
    ]);
    expect(wakesAt(state)).toBe(4 + wait);
    const flapped = play(state, [
      { type: 'looked', at: 5, wanted: 'B' },
      { type: 'looked', at: 6, wanted: 'A' },
    ]);
    expect(wakesAt(flapped.state)).toBeLessThan(patience.interval);
    expect(updates(play(state, [{ type: 'tick', at: 4 + wait }]))).toHaveLength(1);
  });

  test('what comes and goes after a sleep does not make the update superfluous', () => {
    const { state } = play(rested, [
      { type: 'disturbed', at: 0 },
      { type: 'looked', at: 1, wanted: 'B' },
      { type: 'looked', at: 2, wanted: 'A' },
    ]);
    expect(wakesAt(state)).toBe(2 + patience.settle);
    expect(updates(play(state, [{ type: 'tick', at: 2 + patience.settle }]))).toHaveLength(1);
  });

  test('drift is put right once, and again only after it was seen to have lasted', () => {
    const verified = (drifted: boolean): readonly Event[] => [
      { type: 'verified', at: 1, drifted },
      { type: 'done', at: 1, failure: null },
    ];
    const once = play(rested, verified(true));
    expect(updates(once)).toEqual([{ do: 'update', insist: true }]);
    const again = play(once.state, verified(true));
    expect(updates(again)).toEqual([]);
    expect(updates(play(again.state, [...verified(false), ...verified(true)]))).toHaveLength(1);
  });
});

describe('trouble', () => {
  const outage = (codes: readonly FailureCode[], end: boolean): Story =>
    play(rested, [
      ...codes.flatMap((code): readonly Event[] => [
        { type: 'requested', at: 0 },
        { type: 'done', at: 0, failure: failing(code) },
      ]),
      ...(end
        ? ([
            { type: 'requested', at: 60_000 },
            { type: 'done', at: 60_000, failure: null },
          ] as const)
        : []),
    ]);
  const told = ({ actions }: Story) => actions.filter((action) => action.do !== 'update');

  test('is told when it begins and when it ends, however many tries there are (C45)', () => {
    const passing = fc.constantFrom<FailureCode>('network', 'timeout', 'unavailable', 'rate-limited');
    fc.assert(
      fc.property(fc.array(passing, { minLength: 1, maxLength: 50 }), (codes) => {
        expect(told(outage(codes, true))).toEqual([
          { do: 'tell trouble', failure: failing(codes[0]) },
          { do: 'tell recovery', lasted: 60_000 },
        ]);
      }),
    );
  });

  test('of another kind is told, too, but not each time that it comes back', () => {
    const codes: readonly FailureCode[] = ['network', 'token-rejected', 'timeout', 'token-rejected'];
    expect(told(outage(codes, false))).toEqual([
      { do: 'tell trouble', failure: failing('network') },
      { do: 'tell trouble', failure: failing('token-rejected') },
    ]);
  });

  test('of the network is waited out in steps that grow to half a minute', () => {
    let state = rested;
    const steps: number[] = [];
    for (let try_ = 0; try_ < 7; try_ += 1) {
      state = play(state, [
        { type: 'requested', at: 0 },
        { type: 'done', at: 0, failure: failing() },
      ]).state;
      steps.push(wakesAt(state));
    }
    expect(steps).toEqual([2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
  });

  test('is tried again early after a change of the machine', () => {
    const troubled = outage(
      Array.from({ length: 9 }, () => 'network'),
      false,
    ).state;
    const { state } = play(troubled, [
      { type: 'looked', at: 1000, wanted: 'B' },
      { type: 'tick', at: 3000 },
      { type: 'done', at: 3000, failure: failing() },
    ]);
    expect(wakesAt(state)).toBe(5000);
  });

  test('that asks for patience gets it, for an hour at most', () => {
    const wait = (retryAfter: number) =>
      wakesAt(
        play(rested, [
          { type: 'requested', at: 0 },
          { type: 'done', at: 0, failure: { ...failing(), retryAfter } },
        ]).state,
      );
    expect([wait(1), wait(90_000), wait(86_400_000)]).toEqual([2000, 90_000, 3_600_000]);
  });
});

/** A state that some events lead to. */
const anyState = fc
  .array(
    fc.record({
      after: fc.integer({ min: 0, max: 400_000 }),
      event: fc.oneof(
        fc.record({ type: fc.constant('looked' as const), wanted: fc.constantFrom('A', 'B', 'C') }),
        fc.record({ type: fc.constantFrom('tick' as const, 'requested' as const, 'disturbed' as const) }),
        fc.record({
          type: fc.constant('done' as const),
          failure: fc.constantFrom(null, failing(), failing('token-rejected'), failing('no-address')),
        }),
        fc.record({ type: fc.constant('verified' as const), drifted: fc.boolean() }),
      ),
    }),
    { maxLength: 40 },
  )
  .map((steps) => {
    let at = 0;
    const events = steps.map(({ after, event }): Event => {
      at += after;
      return { ...event, at };
    });
    return { at, events, ...play(firstState(0, { insist: false }), events) };
  });

/** Nothing happens any more: ticks come when they are due, and updates succeed. */
function silence(from: State, from_at: number, ticks: number): Story {
  let story: Story = { state: from, actions: [] };
  let at = from_at;
  for (let tick = 0; tick < ticks; tick += 1) {
    const busy = story.state.name === 'updating' || story.state.name === 'pending';
    at = busy ? at + 100 : Math.max(at, wakesAt(story.state));
    const next = play(story.state, [busy ? { type: 'done', at, failure: null } : { type: 'tick', at }]);
    story = { state: next.state, actions: [...story.actions, ...next.actions] };
  }
  return story;
}

test('from any state, a change followed by silence ends in an update that has seen it', () => {
  fc.assert(
    fc.property(anyState, ({ state, at }) => {
      const changed = play(state, [{ type: 'looked', at, wanted: 'new' }]);
      const story = silence(changed.state, at, 6);
      expect(updates(story).length).toBeGreaterThan(0);
      expect(story.state).toMatchObject({ handled: 'new', trouble: null });
    }),
    { numRuns: 2000 },
  );
});

test('from any state, silence ends in rest', () => {
  fc.assert(
    fc.property(anyState, ({ state, at }) => {
      const names = Array.from({ length: 8 }, (_, ticks) => silence(state, at, ticks).state.name);
      expect(names).toContain('quiet');
    }),
  );
});

test('there is never more than one update of a zone at a time', () => {
  fc.assert(
    fc.property(anyState, ({ events }) => {
      let state: State = firstState(0, { insist: false });
      let underWay = 0;
      for (const event of events) {
        const step = transition(state, event, patience);
        if (event.type === 'done' && underWay > 0) underWay -= 1;
        underWay += step.actions.filter((action) => action.do === 'update').length;
        expect(underWay).toBe(step.state.name === 'updating' || step.state.name === 'pending' ? 1 : 0);
        state = step.state;
      }
    }),
  );
});
