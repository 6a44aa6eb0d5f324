import { expect, test } from 'vitest';
import { isChange } from '../../../src/hooks/change.ts';
import type { Outcome } from '../../../src/outcome.ts';
import { failedWith, outcomeWith } from '../watch/zones.ts';

const before = { ipv4: '198.41.0.4', ipv6: '2a02:12ab::1' };

test.for<{ is: string; outcome: Outcome; change: boolean }>([
  { is: 'the first addresses of a zone', outcome: outcomeWith(), change: true },
  { is: 'another address', outcome: outcomeWith({ previous: { ipv4: '198.41.0.9' } }), change: true },
  {
    is: 'one of two addresses',
    outcome: outcomeWith({ sent: { ...before, ipv6: '2a02:12ab::2' }, previous: before }),
    change: true,
  },
  {
    is: 'another address that the service had already',
    outcome: outcomeWith({ result: 'unchanged', previous: { ipv4: '198.41.0.9' } }),
    change: true,
  },
  { is: 'a family that is new', outcome: outcomeWith({ sent: before, previous: { ipv4: before.ipv4 } }), change: true },
  { is: 'what was accepted before', outcome: outcomeWith({ sent: before, previous: before }), change: false },
  { is: 'what the service had, for all that is known', outcome: outcomeWith({ result: 'unchanged' }), change: false },
  {
    is: 'auto, and the service says that it changed',
    outcome: outcomeWith({ sent: { ipv4: 'auto' }, previous: before }),
    change: true,
  },
  {
    is: 'auto, and the service had it',
    outcome: outcomeWith({ result: 'unchanged', sent: { ipv4: 'auto' } }),
    change: false,
  },
  { is: 'nothing sent', outcome: outcomeWith({ result: 'skipped', sent: {}, previous: before }), change: false },
  { is: 'what would be sent', outcome: outcomeWith({ result: 'planned' }), change: false },
  { is: 'a failure', outcome: failedWith({ code: 'network', message: 'no' }), change: false },
])('whether others hear of a change: $is ($change)', ({ outcome, change }) => {
  expect(isChange(outcome)).toBe(change);
});
