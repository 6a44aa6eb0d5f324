import { createHash } from 'node:crypto';
import { chmod } from 'node:fs/promises';
import { expect } from 'vitest';
import type { Double } from '../../double/double.ts';
import { test } from '../../support/fixtures.ts';
import type { Home } from '../../support/home.ts';
import { zone } from '../../support/update-run.ts';
import { heldRecords } from '../rest/changes.ts';
import { dashed, one, two } from './values.ts';

/** As it is installed: one program, which is called by its path. */
async function installed(home: Home, double: Double) {
  const program = await home.write('bin/dynv6', '#!/bin/sh\nexec "$NODE" "$SCRIPT" "$@"\n');
  await chmod(program, 0o755);
  const env = { token: 'T0ken', DYNV6_SERVER: double.url, DYNV6_CACHE_DIR: home.folder, PATH: '/usr/bin:/bin' };
  return {
    /** A stand-in for the caller: a script that finds the program as `$dynv6`. */
    call: (script: string, more: Readonly<Record<string, string>> = {}) =>
      home.dynv6([], {
        shell: `export NODE="$1" SCRIPT="$2" dynv6="${program}"\nset -e\n${script}`,
        env: { ...env, ...more },
      }),
  };
}

const challenge = (value: string, name = '_acme-challenge') => `${name} TXT ${value}`;

test("lego's exec provider calls the program itself", async ({ double, home }) => {
  const lego = await installed(home, double);
  // What it does for EXEC_PATH: the action, the name with its final dot, the value, and nothing in between.
  expect(
    await lego.call(`
      "$dynv6" present "_acme-challenge.${zone}." "${one}"
      "$dynv6" present "_acme-challenge.${zone}." "${dashed}"
      "$dynv6" present "proof.${zone}." "${two}"
    `),
  ).toMatchObject({ code: 0, stderr: '' });
  expect(heldRecords(double, zone)).toEqual([challenge(one), challenge(dashed), challenge(two, 'proof')]);

  await lego.call(`
    "$dynv6" cleanup "_acme-challenge.${zone}." "${dashed}"
    "$dynv6" cleanup "proof.${zone}." "${two}"
  `);
  expect(heldRecords(double, zone)).toEqual([challenge(one)]);
});

test('in its raw mode, whose token may begin with a dash', async ({ double, home }) => {
  const lego = await installed(home, double);
  const authorisation = '-token.KxAy-J3NwUmg9ZQuM-gP_Mq1nStaYSaP9tYQs5_-YsE';
  const call = (action: string) =>
    lego.call(`"$dynv6" ${action} -- "${zone}" "-token" "${authorisation}"`, { EXEC_MODE: 'RAW' });
  expect(await call('present')).toMatchObject({ code: 0, stderr: '' });
  expect(heldRecords(double, zone)).toEqual([
    challenge(createHash('sha256').update(authorisation).digest('base64url')),
  ]);
  await call('cleanup');
  expect(heldRecords(double, zone)).toEqual([]);
});

test('a failure is an exit code, which ends what calls', async ({ double, home }) => {
  const lego = await installed(home, double);
  const run = await lego.call(`"$dynv6" present "_acme-challenge.other.org." "${one}"; echo not reached`);
  expect(run).toMatchObject({ code: 68, stdout: '' });
});

test("certbot's manual hooks, for a domain and its wildcard", async ({ double, home }) => {
  const certbot = await installed(home, double);
  // All authentication hooks first, each a line for the shell; then all cleanup hooks, with what was said before.
  const run = await certbot.call(`
    export CERTBOT_ALL_DOMAINS="${zone},${zone},www.${zone}"
    authenticate() {
      CERTBOT_DOMAIN="$1" CERTBOT_VALIDATION="$2" CERTBOT_REMAINING_CHALLENGES="$3" sh -c "$dynv6 acme present"
    }
    clean_up() {
      CERTBOT_DOMAIN="$1" CERTBOT_VALIDATION="$2" CERTBOT_AUTH_OUTPUT="done" sh -c "$dynv6 acme cleanup"
    }
    authenticate "${zone}" "${one}" 2
    authenticate "${zone}" "${dashed}" 1
    authenticate "www.${zone}" "${two}" 0
    "$dynv6" records list "${zone}" >&2
    clean_up "${zone}" "${one}"
    clean_up "${zone}" "${dashed}"
  `);
  expect(run.code).toBe(0);
  for (const value of [one, two, dashed]) expect(run.stderr).toContain(value);
  expect(heldRecords(double, zone)).toEqual([challenge(two, '_acme-challenge.www')]);
});
