import { existsSync } from 'node:fs';
import { describe, expect } from 'vitest';
import { test } from '../../support/fixtures.ts';
import { zone } from '../../support/update-run.ts';
import { changes, heldRecords } from './changes.ts';

/** util-linux: gives the command a terminal, and what is written to it. */
const script = '/usr/bin/script';
const onTerminal = `exec ${script} --quiet --return --echo never --command "$(printf '%q ' "$@")" /dev/null`;
const env = { token: 'T0ken', PATH: '/usr/bin:/bin', SHELL: '/bin/bash', TERM: 'dumb' };

describe.runIf(existsSync(script) || process.env['CI'] === 'true')('on a terminal a deletion is asked about', () => {
  const held = { [zone]: [{ name: 'www', data: '198.41.0.4' }] };

  test.for(['y\n', 'YES\n'])('%j goes on', async (stdin, { openDouble, home }) => {
    const double = await openDouble({ records: held });
    const words = ['records', 'delete', zone, 'www', 'A', '--server', double.url];
    const run = await home.dynv6(words, { shell: onTerminal, env, stdin });
    expect(run.stdout).toContain('Delete these records of example.dynv6.net? [y/N]');
    expect(run.code).toBe(0);
    expect(heldRecords(double, zone)).toEqual([]);
  });

  test.for(['n\n', '\n', 'yesterday\n'])('%j does not', async (stdin, { openDouble, home }) => {
    const double = await openDouble({ records: held });
    const words = ['records', 'delete', zone, 'www', 'A', '--server', double.url];
    const run = await home.dynv6(words, { shell: onTerminal, env, stdin });
    expect(run.stdout).toContain('nothing was changed');
    expect(run.code).toBe(0);
    expect(changes(double)).toEqual([]);
  });

  test('nor does the end of the input', async ({ double, home }) => {
    const words = ['zones', 'delete', zone, '--server', double.url];
    const run = await home.dynv6(words, { shell: onTerminal, env, stdin: '\u0004' });
    expect(run.stdout).toContain('nothing was changed');
    expect(double.zones.has(zone)).toBe(true);
  });
});
