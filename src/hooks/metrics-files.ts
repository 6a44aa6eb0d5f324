import type { Outcome } from '../outcome.ts';
import { isChange } from './change.ts';
import { type Metrics, noMetrics, recorded, type ZoneMetrics } from './metrics.ts';
import { formatMetrics, parseMetrics } from './metrics-text.ts';
import { textOf, writeWhole } from './write-whole.ts';

export interface MetricsFiles {
  record(path: string, zone: string, outcome: Outcome): void;
  /** Brings the files up to date. */
  write(): void;
}

interface MetricsWorld {
  /** Milliseconds since the epoch. */
  now(): number;
  warn(line: string): void;
}

/** The metrics of each file, which go on from what the file told before. */
export function openMetricsFiles({ now, warn }: MetricsWorld): MetricsFiles {
  const files = new Map<string, { readonly before: Metrics; readonly zones: Map<string, ZoneMetrics> }>();
  const unwritable = new Set<string>();

  return {
    record(path, zone, outcome) {
      const { before, zones } = files.get(path) ?? { before: parseMetrics(textOf(path)), zones: new Map() };
      files.set(path, { before, zones });
      zones.set(zone, recorded(zones.get(zone) ?? before.get(zone) ?? noMetrics, outcome, isChange(outcome)));
    },
    write() {
      for (const [path, { zones }] of files) {
        const written = writeWhole(path, formatMetrics(zones, now()));
        if (written.ok) unwritable.delete(path);
        else if (!unwritable.has(path)) {
          unwritable.add(path);
          warn(`the metrics cannot be written into ${path} (${written.failure})`);
        }
      }
    },
  };
}
