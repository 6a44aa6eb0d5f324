import type { Command } from 'commander';
import type { RestZone, ZoneAddresses } from '../channels/rest/shapes.ts';
import { askedFor, joinedIpv6 } from '../channels/rest/zone-values.ts';
import type { Failure } from '../failure.ts';
import type { Wish, Wishes } from '../job.ts';
import type { World } from '../pipeline/world.ts';
import { zoneDocument, zonesDocument, zonesTable, zoneTable } from '../report/zones.ts';
import { ok, type Result } from '../result.ts';
import { isSet } from '../settings/words.ts';
import { confirmDeletion } from './confirm-deletion.ts';
import { type Visit, visitRest, visitZone } from './rest-visit.ts';
import type { Terminal } from './terminal.ts';

export function listZones(command: Command, world: World, terminal: Terminal): Promise<void> {
  return visitRest({ command, zone: null }, world, terminal, async ({ client, typed }) => {
    const zones = await client.zones(world.signal);
    if (!zones.ok) return zones;
    terminal.writeOut(typed.json ? zonesDocument(zones.value) : zonesTable(zones.value, terminal.outColours));
    return ok(undefined);
  });
}

export function showZone(zone: string, command: Command, world: World, terminal: Terminal): Promise<void> {
  return visitZone(zone, command, world, terminal, async ({ client, typed }, { zone: name }) => {
    const found = await client.zone(name, world.signal);
    if (!found.ok) return found;
    terminal.writeOut(typed.json ? zoneDocument('shown', found.value) : zoneTable(found.value, terminal.outColours));
    return ok(undefined);
  });
}

export function addZone(zone: string, command: Command, world: World, terminal: Terminal): Promise<void> {
  return visitZone(zone, command, world, terminal, async ({ client, typed, settings }, { zone: name, label }) => {
    const addresses = addressesOf(settings.wishes);
    if (!addresses.ok) return addresses;
    if (isSet(typed.words, 'dryRun')) {
      const planned = { name, ...addresses.value };
      say({ result: 'planned', zone: planned, words: 'would be added' }, label, typed, terminal);
      return ok(undefined);
    }
    const added = await client.addZone(name, addresses.value, world.signal);
    if (!added.ok) return added;
    say({ result: 'added', zone: added.value, words: 'added' }, label, typed, terminal);
    return ok(undefined);
  });
}

export function deleteZone(zone: string, command: Command, world: World, terminal: Terminal): Promise<void> {
  return visitZone(zone, command, world, terminal, async ({ client, typed }, { zone: name, label }) => {
    const found = await client.zone(name, world.signal);
    if (!found.ok) return found;
    if (isSet(typed.words, 'dryRun')) {
      say(
        { result: 'planned', zone: found.value, words: 'would be deleted with all its records' },
        label,
        typed,
        terminal,
      );
      return ok(undefined);
    }
    const confirmed = await confirmDeletion(`Delete ${label} with all its records?`, typed, terminal);
    if (!confirmed.ok) return confirmed;
    if (!confirmed.value) {
      say({ result: 'declined', zone: found.value, words: 'nothing was changed' }, label, typed, terminal);
      return ok(undefined);
    }
    const deleted = await client.deleteZone(found.value, world.signal);
    if (!deleted.ok) return deleted;
    say({ result: 'deleted', zone: found.value, words: 'deleted' }, label, typed, terminal);
    return ok(undefined);
  });
}

interface Said {
  readonly result: Parameters<typeof zoneDocument>[0];
  readonly zone: RestZone | ({ readonly name: string } & ZoneAddresses);
  readonly words: string;
}

function say({ result, zone, words }: Said, label: string, { json, quiet }: Visit['typed'], terminal: Terminal): void {
  if (json) terminal.writeOut(zoneDocument(result, zone));
  else if (!quiet) terminal.writeOut(`${terminal.outColours.strong(label)}: ${words}\n`);
}

/** Only addresses that are given outright: a new zone has nothing to be detected for. */
function addressesOf({ ipv4, ipv6, ipv6prefix }: Wishes): Result<ZoneAddresses, Failure> {
  const asked = askedFor({ ...given('ipv4', ipv4), ...given('ipv6', ipv6), ...given('ipv6prefix', ipv6prefix) });
  if (!asked.ok) return asked;
  const joined = joinedIpv6({ ipv4: null, ipv6: null, prefix: null }, asked.value);
  if (!joined.ok) return joined;
  return ok({
    ...(asked.value.ipv4 === null ? {} : { ipv4address: asked.value.ipv4 }),
    ...(joined.value === null ? {} : { ipv6prefix: joined.value }),
  });
}

function given<Name extends string>(name: Name, wish: Wish): Readonly<Partial<Record<Name, string>>> {
  const values: Partial<Record<Name, string>> = {};
  if (typeof wish === 'object') values[name] = wish.value;
  return values;
}
