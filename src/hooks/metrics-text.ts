import { fields } from '../update.ts';
import { type Metrics, noMetrics, type ZoneMetrics } from './metrics.ts';

interface Sample {
  readonly labels?: Readonly<Record<string, string>>;
  readonly value: number;
}

/** One metric: how it is told, and how it is taken back from what was told. */
interface Metric {
  readonly name: string;
  readonly type: 'gauge' | 'counter';
  readonly help: string;
  readonly tell: (zone: ZoneMetrics) => readonly Sample[];
  readonly takeBack?: (before: ZoneMetrics, sample: Required<Sample>) => ZoneMetrics;
}

const metricsOfZones: readonly Metric[] = [
  {
    name: 'dynv6_last_success_timestamp_seconds',
    type: 'gauge',
    help: 'When the zone was last known to be as it should be.',
    tell: ({ succeededAt }) => moment(succeededAt),
    takeBack: (before, { value }) => ({ ...before, succeededAt: value * 1000 }),
  },
  {
    name: 'dynv6_last_change_timestamp_seconds',
    type: 'gauge',
    help: 'When other addresses were last published.',
    tell: ({ changedAt }) => moment(changedAt),
    takeBack: (before, { value }) => ({ ...before, changedAt: value * 1000 }),
  },
  {
    name: 'dynv6_healthy',
    type: 'gauge',
    help: 'Whether the last update succeeded or had nothing to do.',
    tell: ({ healthy }) => [{ value: healthy ? 1 : 0 }],
  },
  {
    name: 'dynv6_published_info',
    type: 'gauge',
    help: 'What the service holds as far as is known, in the labels.',
    tell: ({ channel, published }) => {
      const values = Object.fromEntries(fields.map((field) => [field, published[field] ?? '']));
      return Object.keys(published).length === 0 ? [] : [{ labels: { channel, ...values }, value: 1 }];
    },
  },
  {
    name: 'dynv6_updates_total',
    type: 'counter',
    help: 'Updates that the service accepted.',
    tell: ({ updates }) => [{ value: updates }],
    takeBack: (before, { value }) => ({ ...before, updates: value }),
  },
  {
    name: 'dynv6_failures_total',
    type: 'counter',
    help: 'Failures by kind.',
    tell: ({ failures }) => Object.entries(failures).map(([code, value]) => ({ labels: { code }, value })),
    takeBack: (before, { labels, value }) => ({
      ...before,
      failures: { ...before.failures, [labels['code'] ?? 'unknown']: value },
    }),
  },
];

/**
 * Prometheus's text format, as node_exporter's textfile collector reads it. `lookedAt`: when all this was so.
 * https://prometheus.io/docs/instrumenting/exposition_formats/
 */
export function formatMetrics(metrics: Metrics, lookedAt: number): string {
  const lastLook: Metric = {
    name: 'dynv6_last_look_timestamp_seconds',
    type: 'gauge',
    help: 'When this machine was last looked at.',
    tell: () => moment(lookedAt),
  };
  const lines = [...metricsOfZones, lastLook].flatMap(({ name, type, help, tell }) => {
    const samples = [...metrics].flatMap(([zone, of]) =>
      tell(of).map(({ labels = {}, value }) => `${name}{${formatLabels({ zone, ...labels })}} ${value}`),
    );
    return samples.length === 0 ? [] : [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...samples];
  });
  return lines.map((line) => `${line}\n`).join('');
}

/**
 * What has to outlive a run, out of the file that the last one wrote: counters and moments. Any text gives metrics.
 */
export function parseMetrics(text: string): Metrics {
  const metrics = new Map<string, ZoneMetrics>();
  for (const line of text.split('\n')) {
    const [, name, labelText = '', number = ''] = /^(\w+)\{(.*)\} (\d+(?:\.\d+)?)$/.exec(line) ?? [];
    const labels = parseLabels(labelText);
    const { zone } = labels;
    const takeBack = metricsOfZones.find((metric) => metric.name === name)?.takeBack;
    if (zone === undefined || takeBack === undefined) continue;
    metrics.set(zone, takeBack(metrics.get(zone) ?? noMetrics, { labels, value: Number(number) }));
  }
  return metrics;
}

function moment(at: number | null): readonly Sample[] {
  return at === null ? [] : [{ value: at / 1000 }];
}

function formatLabels(labels: Readonly<Record<string, string>>): string {
  const escaped = (text: string) => text.replace(/[\\"]/g, '\\$&').replaceAll('\n', '\\n');
  return Object.entries(labels)
    .map(([name, value]) => `${name}="${escaped(value)}"`)
    .join(',');
}

/** None of our own values has to be escaped. */
function parseLabels(text: string): Readonly<Record<string, string>> {
  return Object.fromEntries([...text.matchAll(/(\w+)="([^"\\]*)"/g)].map(([, name = '', value = '']) => [name, value]));
}
