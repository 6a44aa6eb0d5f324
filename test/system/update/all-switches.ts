import { chmod } from 'node:fs/promises';
import { expect } from 'vitest';
import type { Certificates } from '../../double/certificates.ts';
import type { Double, DoubleOptions } from '../../double/double.ts';
import { alternatives, type Switches, withDefaults } from '../../double/switches.ts';
import type { Home } from '../../support/home.ts';
import { PFX, STABLE } from '../../support/machine.ts';
import type { Row } from '../../support/pairwise.ts';
import { type ZoneReport, zonesOf } from '../../support/update-run.ts';

interface Fixtures {
  readonly certificates: Certificates;
  readonly openDouble: (options: DoubleOptions) => Promise<Double>;
  readonly home: Home;
}

const published = 'published.dynv6.net';
const given = 'given.dynv6.net';
const removed = 'removed.dynv6.net';
const badToken = 'bad-token.dynv6.net';
const noZone = 'no-zone.dynv6.net';
const belowZone = `host.${published}`;

const config = {
  retries: 0,
  zones: [
    published,
    { zone: given, ipv4: 'auto', ipv6: '2a02:12ab:9d0::7/60' },
    { zone: removed, ipv4: 'remove', ipv6: 'none', prefix: 'none' },
    { zone: badToken, token: 'wrong' },
    noZone,
    belowZone,
  ],
  token: 'T0ken',
};

const ours = { ipv4: '198.41.0.4', ipv6: STABLE.address, ipv6prefix: PFX };
const asGiven = { ipv4: '127.0.0.1', ipv6: '2a02:12ab:9d0::7', ipv6prefix: '2a02:12ab:9d0::/60' };
const others = { ipv4: '198.41.0.200', ipv6: '2a02:12ab::200', ipv6prefix: '2a02:12ab:200::/56' };

/** Goes in two runs through all that an update can meet, with the guesses turned out as this row says. */
export async function worksWith(row: Row, { certificates, openDouble, home }: Fixtures): Promise<void> {
  const switches = switchesFrom(row);
  // A user of plain HTTP is told to use TLS; all others never see the redirect.
  const tls = switches.plainHttp === 'redirected to https' ? { certificates } : {};
  const double = await openDouble({
    switches,
    zones: { [published]: {}, [given]: {}, [removed]: others, [badToken]: others },
    ...tls,
  });
  await chmod(await home.write('.config/dynv6/config.json', JSON.stringify(config)), 0o600);
  const update = async (...options: readonly string[]) => {
    const env = { NODE_EXTRA_CA_CERTS: certificates.authorityFile };
    const run = await home.dynv6(['--server', double.url, '--json', ...options], { env });
    return new Map(zonesOf(run).map((report) => [report.zone, report]));
  };
  const exitCode = (report: ZoneReport | undefined) => report?.error?.exitCode ?? 0;

  const first = await update();
  expect(first.get(published)).toMatchObject({ result: 'updated', sent: ours, previous: null, error: null });
  expect(first.get(given)).toMatchObject({ result: 'updated', sent: { ...asGiven, ipv4: 'auto' }, error: null });
  expect(double.zones.get(given)).toEqual(asGiven);
  expect(codesOfRemoval(switches)).toContain(exitCode(first.get(removed)));
  const isRemoved = switches.removal === 'removes';
  expect(double.zones.get(removed)).toEqual({ ...others, ipv4: isRemoved ? null : others.ipv4 });
  expect(codesOfBadToken(switches)).toContain(exitCode(first.get(badToken)));
  expect(double.zones.get(badToken)).toEqual(others);
  expect(codesOfNoZone(switches)).toContain(exitCode(first.get(noZone)));
  const belowIsTaken = switches.hostBelowZone === 'updates the zone';
  expect(belowIsTaken ? [0] : codesOfNoZone(switches)).toContain(exitCode(first.get(belowZone)));

  const again = await update('--force');
  const result = switches.unchanged === 'told' ? 'unchanged' : 'updated';
  expect(again.get(published)).toMatchObject({ result, sent: ours, previous: ours, error: null });
  expect(double.zones.get(published)).toEqual(ours);
}

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
