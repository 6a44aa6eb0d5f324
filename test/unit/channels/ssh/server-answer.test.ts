import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { setTextRecord, setZoneAddress } from '../../../../src/channels/ssh/commands.ts';
import type { ProcessEnd } from '../../../../src/channels/ssh/run-process.ts';
import { readAnswer } from '../../../../src/channels/ssh/server-answer.ts';
import { zoneOf } from './zone.ts';

const plain: ProcessEnd = { code: 0, stdout: '', stderr: '' };

function outcomeOf(end: Partial<ProcessEnd>, zone = 'example.dynv6.net'): string {
  const answer = readAnswer({ ...plain, ...end }, setZoneAddress(zoneOf(zone), 'ipv4', '198.41.0.4'));
  return answer.ok ? answer.value.outcome : answer.failure.code;
}

interface Row {
  readonly end: Partial<ProcessEnd>;
  readonly gives: string;
}

describe('whichever words the service uses', () => {
  test.for<Row>([
    { end: { stdout: 'updated\n' }, gives: 'updated' },
    { end: { stdout: 'created' }, gives: 'updated' },
    { end: {}, gives: 'updated' },
    { end: { stderr: 'ipv4addr set to 198.41.0.4' }, gives: 'updated' },
    { end: { stdout: 'unchanged' }, gives: 'unchanged' },
    { end: { stdout: 'nothing was changed' }, gives: 'unchanged' },
    { end: { stdout: 'no change' }, gives: 'unchanged' },
    { end: { stdout: 'the address is already 198.41.0.4' }, gives: 'unchanged' },
    { end: { stdout: 'zone not found' }, gives: 'zone-unknown' },
    { end: { code: 1, stdout: 'zone not found' }, gives: 'zone-unknown' },
    { end: { code: 1, stderr: 'Error: host example.dynv6.net does not exist.' }, gives: 'zone-unknown' },
    { end: { code: 1, stderr: 'no such zone' }, gives: 'zone-unknown' },
    { end: { code: 1, stderr: 'permission denied' }, gives: 'token-rejected' },
    { end: { code: 1, stderr: 'not allowed' }, gives: 'token-rejected' },
    { end: { code: 1, stderr: 'too many updates' }, gives: 'rate-limited' },
    { end: { code: 1, stderr: 'temporarily unavailable, try again' }, gives: 'unavailable' },
    { end: { code: 1, stderr: 'Internal Server Error' }, gives: 'unavailable' },
    { end: { code: 1, stdout: 'invalid address' }, gives: 'unexpected-answer' },
    { end: { code: 1, stdout: 'updated' }, gives: 'unexpected-answer' },
    { end: { code: 1 }, gives: 'unexpected-answer' },
    { end: { code: 255 }, gives: 'unexpected-answer' },
    { end: { code: null }, gives: 'unexpected-answer' },
    { end: { stdout: 'Error' }, gives: 'unexpected-answer' },
    { end: { stdout: 'unknown command: hosts' }, gives: 'unexpected-answer' },
    { end: { stdout: 'Usage: hosts [ZONE]' }, gives: 'unexpected-answer' },
    { end: { code: 127, stderr: 'sh: 1: hosts: not found' }, gives: 'unexpected-answer' },
    { end: { stdout: 'Welcome! '.repeat(40) }, gives: 'unexpected-answer' },
  ])('$end: $gives', ({ end, gives }) => {
    expect(outcomeOf(end)).toBe(gives);
  });

  test.for(['error.dynv6.net', 'not-found.dynv6.net', 'invalid.example', 'unknown.zone.example'])(
    'a zone called %s is no complaint',
    (zone) => {
      expect(outcomeOf({ stdout: `"${zone}": updated.` }, zone)).toBe('updated');
    },
  );

  test('a text that complains is no complaint', () => {
    const command = setTextRecord(zoneOf('example.dynv6.net'), 'error', 'permission denied');
    expect(readAnswer({ ...plain, stdout: 'error txt "permission denied" created' }, command)).toMatchObject({
      ok: true,
      value: { outcome: 'updated' },
    });
  });
});

test('the answer is one line that a terminal can show', () => {
  const stdout = '\u001b[1;32mipv4addr\u001b[0m\r\n\tupdated\u0007\u202e\n';
  expect(readAnswer({ ...plain, stdout }, [])).toEqual({
    ok: true,
    value: { outcome: 'updated', response: 'ipv4addr updated' },
  });
});

test('a message holds no more than the start of a long answer', () => {
  const answer = readAnswer({ ...plain, code: 3, stdout: `${'x'.repeat(500)}` }, []);
  expect(answer.ok ? '' : answer.failure.message).toBe(
    `the service answered "${'x'.repeat(79)}…" (exit code 3); nothing is known to have changed`,
  );
});

test('nothing but the exit code 0 is a success', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 255 }), (stdout, code) => {
      const answer = readAnswer({ ...plain, stdout, code }, []);
      expect(answer.ok ? '' : answer.failure.message).toMatch(/^[^\p{Cc}]+$/u);
    }),
  );
});
