import type { Failure } from '../failure.ts';
import { fail, ok, type Result } from '../result.ts';
import type { ConfigEntry, ConfigFile } from './config-file.ts';
import { configFiles, type Surroundings } from './places.ts';
import type { Words } from './words.ts';
import { type NamedZone, parseZone } from './zone.ts';

export interface AskedZone {
  readonly named: NamedZone;
  readonly entry: ConfigEntry | null;
}

/** The zone that was named, or every zone of the config file. */
export function askedZones(
  words: Words,
  config: ConfigFile | null,
  surroundings: Surroundings,
): Result<readonly AskedZone[], readonly Failure[]> {
  const configured = (config?.zones ?? []).map((entry) => ({ entry, named: parseZone(entry.zone) }));
  const failures = configured.flatMap(({ entry, named }): readonly Failure[] =>
    named.ok ? [] : [{ code: 'config', message: `${entry.source}: ${named.failure}` }],
  );
  const known = configured.flatMap(({ entry, named }) => (named.ok ? [{ entry, named: named.value }] : []));
  for (const [index, { entry, named }] of known.entries()) {
    if (known.findIndex((other) => other.named.zone === named.zone) < index) {
      failures.push({ code: 'config', message: `${entry.source}: the zone ${named.label} stands in the file twice` });
    }
  }
  if (failures.length > 0) return fail(failures);
  if (words.zone !== null) {
    const typed = parseZone(words.zone);
    if (!typed.ok) return fail([{ code: 'usage', message: typed.failure }]);
    return ok([
      { named: typed.value, entry: known.find(({ named }) => named.zone === typed.value.zone)?.entry ?? null },
    ]);
  }
  if (known.length > 0) return ok(known);
  const [usual] = configFiles(surroundings);
  const where = config?.path ?? usual ?? null;
  return fail([
    {
      code: 'config',
      message: `no zone is named${where === null ? '' : config === null ? `, and there is no config file ${where}` : `, and ${where} names none`}`,
      advice: 'Name one: token=… dynv6 example.dynv6.net; dynv6 --help tells the rest',
    },
  ]);
}
