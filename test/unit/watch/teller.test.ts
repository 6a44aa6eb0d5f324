import { expect, test } from 'vitest';
import { coloursFor } from '../../../src/report/colours.ts';
import type { News } from '../../../src/watch/effects.ts';
import { type Manner, openTeller } from '../../../src/watch/teller.ts';
import { failedWith, outcomeWith } from './zones.ts';

const talkative: Manner = { json: false, quiet: false, verbose: false };
const failure = { code: 'network', message: 'dynv6.com cannot be reached' } as const;

const first: News = { outcome: outcomeWith(), first: true, turn: null };
const again: News = {
  outcome: outcomeWith({ result: 'skipped', sent: {}, previous: { ipv4: '198.41.0.4' } }),
  first: false,
  turn: null,
};
const trouble: News = { outcome: failedWith(failure), first: false, turn: { do: 'tell trouble', failure } };
const stillTrouble: News = { outcome: failedWith(failure), first: false, turn: null };
const recovery: News = { ...again, turn: { do: 'tell recovery', lasted: 240_000 } };
const change: News = { ...first, first: false, outcome: outcomeWith({ previous: { ipv4: '198.41.0.9' } }) };

function told(news: readonly News[], manner: Partial<Manner> = {}) {
  const out: string[] = [];
  const err: string[] = [];
  const plain = coloursFor(false);
  const tell = openTeller(
    {
      outColours: plain,
      errColours: plain,
      writeOut: (text) => out.push(text),
      writeErr: (text, level) => err.push(`${level ?? 'info'}: ${text}`),
    },
    { ...talkative, ...manner },
  );
  for (const one of news) tell(one);
  return { out, err };
}

const story = [first, again, trouble, stillTrouble, stillTrouble, recovery, again, change];

test('the first update, each change, and where trouble begins and ends are told, and nothing else', () => {
  expect(told(story)).toEqual({
    out: [
      'example.dynv6.net: updated: IPv4 198.41.0.4\n',
      'example.dynv6.net: updated: IPv4 198.41.0.4 (was IPv4 198.41.0.9)\n',
    ],
    err: [
      'error: example.dynv6.net: dynv6.com cannot be reached\n',
      'info: example.dynv6.net: all is well again after 4 min\n',
    ],
  });
});

test('who wants quiet hears of trouble alone', () => {
  expect(told(story, { quiet: true })).toEqual({ out: [], err: told(story).err });
});

test('who wants JSON gets one line for each', () => {
  const lines = told(story, { json: true }).out;
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { version: 1, event: 'update', zones: [{ zone: 'example.dynv6.net', result: 'updated', error: null }] },
    { version: 1, event: 'trouble', zones: [{ result: 'failed', error: { code: 'network', exitCode: 75 } }] },
    { version: 1, event: 'recovered', lastedSeconds: 240, zones: [{ result: 'skipped' }] },
    { version: 1, event: 'update', zones: [{ previous: { ipv4: '198.41.0.9' } }] },
  ]);
  for (const line of lines) expect(line).toMatch(/^[^\n]+\n$/);
});

test('what would be sent is told once, and again when it is something else', () => {
  const planned = (ipv4: string): News => ({
    outcome: outcomeWith({ result: 'planned', sent: { ipv4 } }),
    first: false,
    turn: null,
  });
  const news = [planned('198.41.0.4'), planned('198.41.0.4'), planned('198.41.0.5')];
  expect(told(news).out).toEqual([
    'example.dynv6.net: would send: IPv4 198.41.0.4\n',
    'example.dynv6.net: would send: IPv4 198.41.0.5\n',
  ]);
});
