import { Secret } from '../secret.ts';
import type { Colours } from './colours.ts';
import { jsonDocument } from './json.ts';
import { formatTable } from './table.ts';

/** What the report needs to know of settings. */
interface ShownSettings {
  readonly zones: readonly {
    readonly zone: string;
    readonly label: string;
    readonly channel: string;
    readonly resolved: {
      readonly values: Readonly<Record<string, unknown>>;
      readonly origins: Readonly<Record<string, string>>;
    };
  }[];
  readonly config: { readonly path: string } | null;
  readonly cacheFolder: string | null;
}

export function configSummary({ config, zones }: ShownSettings): string {
  const count = zones.length === 1 ? '1 zone' : `${zones.length} zones`;
  return `${config === null ? 'The settings are' : `${config.path} is`} good: ${count}.\n`;
}

/** Every setting with its origin. Tokens are no settings: they are named by no listing. */
export function configListing(settings: ShownSettings, json: boolean, colours: Colours): string {
  const { zones, config, cacheFolder } = settings;
  if (json) {
    return jsonDocument({
      config: config?.path ?? null,
      cacheDir: cacheFolder,
      zones: zones.map(({ zone, resolved: { values, origins } }) => ({
        zone,
        settings: Object.fromEntries(
          Object.entries(values).map(([name, value]) => [name, { value: shown(name, value), from: origins[name] }]),
        ),
      })),
    });
  }
  const head = `config file  ${config?.path ?? 'none'}\ncache        ${cacheFolder ?? 'none'}\n`;
  return [head, ...zones.map((zone) => zoneListing(zone, colours))].join('\n');
}

function zoneListing(
  { label, resolved: { values, origins } }: ShownSettings['zones'][number],
  colours: Colours,
): string {
  const rows = Object.entries(values).map(([name, value]) => [
    `  ${name}`,
    String(shown(name, value) ?? ''),
    origins[name] ?? '',
  ]);
  return `${colours.strong(label)}\n${formatTable(['  setting', 'value', 'from'], rows, colours)}`;
}

const durations: readonly string[] = ['timeout', 'maxAge', 'autoInterval', 'settle', 'verify'];

/** As it could be written into the file. */
function shown(name: string, value: unknown): unknown {
  if (durations.includes(name) && typeof value === 'number')
    return value % 1000 === 0 ? `${value / 1000}s` : `${value}ms`;
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Secret) return value.toString();
  if ('wish' in value) return shown(name, value.wish);
  return 'value' in value ? value.value : null;
}
