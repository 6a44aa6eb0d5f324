import type { Failure } from '../failure.ts';
import type { Finding, ZoneFindings } from '../finding.ts';
import type { Colours } from './colours.ts';
import { errorObject, jsonDocument } from './json.ts';
import { describeFailure, oneLine } from './words.ts';

/** What a check came to. */
export interface Check {
  readonly findings: readonly Finding[];
  readonly zones: readonly ZoneFindings[];
}

/** What keeps an update of the zone from working; null where nothing does. */
export function obstacleOf({ channel, channels }: ZoneFindings): Failure | null {
  const chosen = channels.find(({ subject }) => subject === channel);
  return chosen === undefined || chosen.state === 'ok' ? null : chosen.failure;
}

/** What all zones share, then each zone with its channels; the one that an update takes has a star. */
export function checkText({ findings, zones }: Check, colours: Colours): string {
  return [linesOf(findings, '', colours), ...zones.map((zone) => zoneText(zone, colours))].join('\n');
}

function zoneText(zone: ZoneFindings, colours: Colours): string {
  const { label, channel, findings, channels } = zone;
  const works =
    obstacleOf(zone) === null
      ? colours.good(`an update by ${channel} would work`)
      : colours.bad(`an update by ${channel} would not work`);
  const starred = channels.map((finding) =>
    finding.subject === channel ? { ...finding, subject: `${finding.subject} *` } : finding,
  );
  return `${colours.strong(label)}: ${works}\n${linesOf([...findings, ...starred], '  ', colours)}`;
}

const longestState = 'missing'.length;

function linesOf(findings: readonly Finding[], indent: string, colours: Colours): string {
  const width = Math.max(...findings.map(({ subject }) => subject.length));
  const lines = findings.map((finding) => {
    const state = finding.state.padEnd(longestState);
    const shown = finding.state === 'ok' ? colours.good(state) : colours.bad(state);
    return `${indent}${finding.subject.padEnd(width)}  ${shown}  ${wordsOf(finding)}`;
  });
  return lines.map((line) => `${line}\n`).join('');
}

function wordsOf(finding: Finding): string {
  return oneLine(finding.state === 'ok' ? finding.message : describeFailure(finding.failure));
}

/** The document of `--json`. */
export function checkDocument({ findings, zones }: Check): string {
  return jsonDocument({
    checks: findings.map((finding) => ({ check: finding.subject, ...findingObject(finding) })),
    zones: zones.map((zone) => ({
      zone: zone.zone,
      channel: zone.channel,
      works: obstacleOf(zone) === null,
      checks: zone.findings.map((finding) => ({ check: finding.subject, ...findingObject(finding) })),
      channels: zone.channels.map((finding) => ({ channel: finding.subject, ...findingObject(finding) })),
      error: errorObject(obstacleOf(zone)),
    })),
  });
}

function findingObject(finding: Finding) {
  const failure = finding.state === 'ok' ? null : finding.failure;
  return { state: finding.state, message: wordsOf(finding), error: errorObject(failure) };
}
