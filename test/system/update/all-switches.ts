import { expect } from 'vitest';
import type { Certificates } from '../../double/certificates.ts';
import type { Double, DoubleOptions } from '../../double/double.ts';
import { alternatives, type Switches, withDefaults } from '../../double/switches.ts';
import type { Home } from '../../support/home.ts';
import { PFX, STABLE } from '../../support/machine.ts';
import type { Row } from '../../support/pairwise.ts';
import { asked, update, zone, zonesOf } from '../../support/update-run.ts';

interface Fixtures {
  readonly certificates: Certificates;
  readonly openDouble: (options: DoubleOptions) => Promise<Double>;
  readonly home: Home;
}

/** Goes through all that an update can meet, with the guesses turned out as this row says. */
export async function worksWith(row: Row, { certificates, openDouble, home }: Fixtures): Promise<void> {
  const switches = switchesFrom(row);
  // A user of plain HTTP is told to use TLS; all others never see the redirect.
  const tls = switches.plainHttp === 'redirected to https' ? { certificates } : {};
  const double = await openDouble({ switches, ...tls });
  const env = { token: 'T0ken', NODE_EXTRA_CA_CERTS: certificates.authorityFile };
  const dynv6 = (words: readonly string[], token = 'T0ken') => home.dynv6(words, { env: { ...env, token } });

  expect(await dynv6(update(double))).toMatchObject({ code: 0, stderr: '' });
  expect(asked(double)).toEqual([ours]);
  expect(double.zones.get(zone)).toEqual(ours);
  expect(zonesOf(await dynv6(update(double, '--json')))).toMatchObject([{ result: 'skipped', sent: {} }]);
  expect(double.log).toHaveLength(1);

  const repeated = await dynv6(update(double, '--json', '--force'));
  const result = switches.unchanged === 'told' ? 'unchanged' : 'updated';
  expect(zonesOf(repeated)).toMatchObject([{ result, sent: ours, error: null }]);

  const given = await dynv6(update(double, '--ipv4', 'auto', '--ipv6', '2a02:12ab:9d0::7/60'));
  expect(given).toMatchObject({ code: 0, stderr: '' });
  const held = { ipv4: '127.0.0.1', ipv6: '2a02:12ab:9d0::7', ipv6prefix: '2a02:12ab:9d0::/60' };
  expect(double.zones.get(zone)).toEqual(held);

  const once = ['--server', double.url, '--retries', '0', '--json'];
  const removed = await dynv6([...once, '-4', '--ipv4', 'remove', zone]);
  expect(codesOfRemoval(switches)).toContain(removed.code);
  expect(double.zones.get(zone)).toEqual({ ...held, ipv4: removed.code === 0 ? null : held.ipv4 });

  const [badToken, noZone, belowZone] = await Promise.all([
    dynv6([...once, '--force', zone], 'wrong'),
    dynv6([...once, 'other.dynv6.net']),
    dynv6([...once, `host.${zone}`]),
  ]);
  expect(codesOfBadToken(switches)).toContain(badToken.code);
  expect(codesOfNoZone(switches)).toContain(noZone.code);
  expect(switches.hostBelowZone === 'updates the zone' ? [0] : codesOfNoZone(switches)).toContain(belowZone.code);
}

const ours = { ipv4: '198.41.0.4', ipv6: STABLE.address, ipv6prefix: PFX };

/** Where neither the status nor the words tell, any refusal will do, but no success and no "try again". */
function codesOfBadToken({ badTokenStatus, errorWords, contentType }: Switches): readonly number[] {
  if (errorWords === 'as seen' || badTokenStatus === 401) return [77];
  return badTokenStatus === 403 && !(errorWords === 'none' && isPage(contentType)) ? [77] : [76, 77];
}

function codesOfNoZone({ unknownZoneStatus, errorWords, contentType }: Switches): readonly number[] {
  if (errorWords === 'as seen') return [68];
  return unknownZoneStatus === 404 && !(errorWords === 'none' && isPage(contentType)) ? [68] : [76, 68];
}

function codesOfRemoval({ removal, invalidStatus }: Switches): readonly number[] {
  if (removal === 'removes') return [0];
  return invalidStatus === 500 ? [75] : [76];
}

function isPage(contentType: string | null): boolean {
  return contentType?.startsWith('text/html') ?? false;
}

function switchesFrom(row: Row): Switches {
  if (!isThrown(row)) throw new TypeError(`no such switch or value: ${JSON.stringify(row)}`);
  return withDefaults(row);
}

function isThrown(row: Row): row is Partial<Switches> {
  const known: Readonly<Record<string, readonly unknown[]>> = alternatives;
  return Object.entries(row).every(([name, value]) => known[name]?.includes(value));
}
