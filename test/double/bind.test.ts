import { writeSync } from 'node:fs';
import { expect, test } from 'vitest';
import { exampleZone, startBind, whatBindLacks } from './bind.ts';

const lacking = await whatBindLacks();

test('BIND is here, or the tests that need it say that they are skipped', () => {
  if (lacking !== null) writeSync(2, `test/double: the tests against a real name server are skipped: ${lacking}\n`);
  expect(process.env['CI'] === 'true' ? lacking : null).toBeNull();
});

test.skipIf(lacking !== null)('it serves the zone that it was given, takes updates, and ends', async () => {
  const bind = await startBind();
  const key = bind.keys.get('hmac-sha256.tsig.dynv6.com') ?? '';
  const before = await bind.transfer(exampleZone.name);
  const update = await bind.nsupdate(key, ['update add new.example.dynv6.net 60 A 198.41.0.9']);
  const after = await bind.transfer(exampleZone.name);
  await bind.stop();
  expect(update).toMatchObject({ code: 0, stderr: '' });
  expect(before).toContain('example.dynv6.net. 300 IN A 198.41.0.1');
  expect(after).toEqual([...before, 'new.example.dynv6.net. 60 IN A 198.41.0.9'].sort());
});
