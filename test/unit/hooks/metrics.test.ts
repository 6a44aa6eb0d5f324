import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { noMetrics, type ZoneMetrics } from '../../../src/hooks/metrics.ts';
import { openMetricsFiles } from '../../../src/hooks/metrics-files.ts';
import { formatMetrics, parseMetrics } from '../../../src/hooks/metrics-text.ts';
import { failedWith, outcomeWith } from '../watch/zones.ts';

const zone = 'example.dynv6.net';

describe('the text', () => {
  test('is what a collector reads', () => {
    const metrics: ZoneMetrics = {
      succeededAt: 1_764_000_000_250,
      changedAt: 1_763_000_000_000,
      healthy: true,
      channel: 'update-api',
      published: { ipv4: '198.41.0.4', ipv6prefix: '2a02:12ab::/64' },
      updates: 3,
      failures: { network: 2, timeout: 1 },
    };
    expect(formatMetrics(new Map([[zone, metrics]]), 1_764_000_060_000)).toMatchInlineSnapshot(`
      "# HELP dynv6_last_success_timestamp_seconds When the zone was last known to be as it should be.
      # TYPE dynv6_last_success_timestamp_seconds gauge
      dynv6_last_success_timestamp_seconds{zone="example.dynv6.net"} 1764000000.25
      # HELP dynv6_last_change_timestamp_seconds When other addresses were last published.
      # TYPE dynv6_last_change_timestamp_seconds gauge
      dynv6_last_change_timestamp_seconds{zone="example.dynv6.net"} 1763000000
      # HELP dynv6_healthy Whether the last update succeeded or had nothing to do.
      # TYPE dynv6_healthy gauge
      dynv6_healthy{zone="example.dynv6.net"} 1
      # HELP dynv6_published_info What the service holds as far as is known, in the labels.
      # TYPE dynv6_published_info gauge
      dynv6_published_info{zone="example.dynv6.net",channel="update-api",ipv4="198.41.0.4",ipv6="",ipv6prefix="2a02:12ab::/64"} 1
      # HELP dynv6_updates_total Updates that the service accepted.
      # TYPE dynv6_updates_total counter
      dynv6_updates_total{zone="example.dynv6.net"} 3
      # HELP dynv6_failures_total Failures by kind.
      # TYPE dynv6_failures_total counter
      dynv6_failures_total{zone="example.dynv6.net",code="network"} 2
      dynv6_failures_total{zone="example.dynv6.net",code="timeout"} 1
      # HELP dynv6_last_look_timestamp_seconds When this machine was last looked at.
      # TYPE dynv6_last_look_timestamp_seconds gauge
      dynv6_last_look_timestamp_seconds{zone="example.dynv6.net"} 1764000060
      "
    `);
  });

  test('gives back all that has to outlive a run', () => {
    const moment = fc.option(fc.integer({ min: 0, max: 4_000_000_000 }).map((seconds) => seconds * 1000));
    const metrics = fc.record<ZoneMetrics>({
      succeededAt: moment,
      changedAt: moment,
      healthy: fc.constant(false),
      channel: fc.constant(''),
      published: fc.constant({}),
      updates: fc.nat(),
      failures: fc.dictionary(fc.constantFrom('network', 'timeout', 'no-address'), fc.nat()),
    });
    fc.assert(
      fc.property(metrics, metrics, (one, other) => {
        const all = new Map([
          [zone, one],
          ['other.dynv6.net', other],
        ]);
        expect(parseMetrics(formatMetrics(all, 0))).toEqual(all);
      }),
    );
  });

  test('may be anything that somebody left there', () => {
    const line = fc.oneof(
      fc.string(),
      fc.constantFrom('dynv6_updates_total{zone="x"} 7', 'dynv6_failures_total{zone="x"} 1', 'dynv6_updates_total 1'),
    );
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        for (const [name] of parseMetrics(lines.join('\n'))) expect(name).not.toBe('');
      }),
    );
    expect(parseMetrics('dynv6_updates_total{zone="x"} 7\n').get('x')).toEqual({ ...noMetrics, updates: 7 });
  });
});

describe('the file', () => {
  function fixture() {
    const folder = mkdtempSync(join(tmpdir(), 'dynv6-metrics-'));
    const warnings: string[] = [];
    return {
      folder,
      file: join(folder, 'dynv6.prom'),
      warnings,
      open: () => openMetricsFiles({ now: () => 60_000, warn: (line) => warnings.push(line) }),
      [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
    };
  }

  test('goes on from where the last run left it', () => {
    using at = fixture();
    const failure = { code: 'network', message: 'no' } as const;
    for (const outcome of [outcomeWith({ at: 7000 }), failedWith(failure), failedWith(failure)]) {
      const files = at.open();
      files.record(at.file, zone, outcome);
      files.write();
    }
    const text = readFileSync(at.file, 'utf8');
    expect(text).toContain(`dynv6_failures_total{zone="${zone}",code="network"} 2\n`);
    expect(text).toContain(`dynv6_updates_total{zone="${zone}"} 1\n`);
    expect(text).toContain(`dynv6_last_success_timestamp_seconds{zone="${zone}"} 7\n`);
    expect(text).toContain(`dynv6_healthy{zone="${zone}"} 0\n`);
  });

  test('is there as a whole, for everybody to read, and nothing is left beside it', () => {
    using at = fixture();
    const files = at.open();
    files.record(at.file, zone, outcomeWith());
    files.write();
    expect(readdirSync(at.folder)).toEqual(['dynv6.prom']);
    expect(statSync(at.file).mode & 0o444).toBe(0o444);
  });

  test('that cannot be written is told of once, and again after it could', () => {
    using at = fixture();
    const file = join(at.folder, 'missing', 'dynv6.prom');
    const files = at.open();
    files.record(file, zone, outcomeWith());
    files.write();
    files.write();
    expect(at.warnings).toEqual([`the metrics cannot be written into ${file} (ENOENT)`]);
    expect(readdirSync(at.folder)).toEqual([]);
  });

  test('is not read for zones that are gone', () => {
    using at = fixture();
    writeFileSync(at.file, 'dynv6_updates_total{zone="gone.dynv6.net"} 9\n');
    const files = at.open();
    files.record(at.file, zone, outcomeWith());
    files.write();
    expect(readFileSync(at.file, 'utf8')).not.toContain('gone');
  });
});
