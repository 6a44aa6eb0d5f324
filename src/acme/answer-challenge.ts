import type { Channels } from '../channels/open-channel.ts';
import type { Failure } from '../failure.ts';
import type { HostPort, ZoneJob } from '../job.ts';
import { type EditOutcome, editRecords } from '../pipeline/records/edit-records.ts';
import { listZones } from '../pipeline/records/list-zones.ts';
import { openEditor } from '../pipeline/records/open-editor.ts';
import type { RecordEditor } from '../pipeline/records/record-editor.ts';
import type { World } from '../pipeline/world.ts';
import { parseRecord } from '../records/parse-record.ts';
import type { RecordEdit } from '../records/record-edit.ts';
import { ok, type Result } from '../result.ts';
import type { NamedZone } from '../settings/zone.ts';
import type { Challenge } from './challenge.ts';
import { findZone } from './find-zone.ts';
import type { SettingsAround } from './settings-around.ts';
import { sshChallenges } from './ssh-challenges.ts';
import { waitUntilShown } from './wait-until-shown.ts';

/** What is to be done about a challenge. */
export interface ChallengeTask {
  readonly kind: 'present' | 'cleanup';
  readonly challenge: Challenge;
  /** What is known of its zone. */
  readonly around: Pick<SettingsAround, 'zone' | 'named'>;
  /** How to get at the zone, whichever it is. */
  readonly job: ZoneJob;
  /** Milliseconds to wait for the name servers to show the value; null: not at all. */
  readonly wait: number | null;
  /** Who knows the name servers; null: the system's resolver. */
  readonly resolver: HostPort | null;
}

export interface ChallengeEffects {
  readonly channels: Channels;
  readonly world: World;
  /** Shows what is to be done, before anything is. */
  show(edits: readonly RecordEdit[]): void;
  /** A line for `--verbose`. */
  trace(line: string): void;
}

export interface AnsweredChallenge {
  readonly zone: NamedZone;
  readonly outcome: EditOutcome;
}

/** One challenge: find its zone, change the one value, and wait where that is asked for. */
export async function answerChallenge(
  task: ChallengeTask,
  effects: ChallengeEffects,
): Promise<Result<AnsweredChallenge, Failure>> {
  const { kind, challenge, around, job: general } = task;
  const { channels, world } = effects;
  const zone = await findZone(challenge.name, around, () => listZones(general, channels, world));
  if (!zone.ok) return zone;
  const record = parseRecord(zone.value.zone, `${challenge.name}.`, 'TXT', [challenge.value]);
  if (!record.ok) return record;

  const job: ZoneJob = { ...general, ...zone.value };
  const outcome = await editRecords(
    { kind: kind === 'present' ? 'add' : 'delete', record: record.value },
    job,
    {
      openEditor: () => openChallengeEditor(job, channels, world),
      show: effects.show,
      // To take away what it has put there is what a hook is called for.
      confirm: async () => ok(true),
    },
    world.signal,
  );
  return ok({ zone: zone.value, outcome: await whenShown(outcome, task, effects) });
}

async function openChallengeEditor(
  job: ZoneJob,
  channels: Channels,
  world: World,
): Promise<Result<RecordEditor, Failure>> {
  const editor = await openEditor(job, channels, world);
  if (!editor.ok || job.way.channel !== 'ssh') return editor;
  const zoneIsThere = async (): Promise<Result<boolean, Failure>> => {
    const listed = await listZones(job, channels, world);
    return listed.ok ? ok(listed.value.some(({ zone }) => zone === job.zone)) : listed;
  };
  return ok(sshChallenges(editor.value, zoneIsThere));
}

async function whenShown(
  outcome: EditOutcome,
  { kind, challenge, job, wait, resolver }: ChallengeTask,
  { world, trace }: ChallengeEffects,
): Promise<EditOutcome> {
  const isSet = kind === 'present' && (outcome.result === 'done' || outcome.result === 'unchanged');
  if (wait === null || !isSet) return outcome;
  const { openNameService } = await import('../name-servers/name-service.ts');
  const names = await openNameService({ resolver, timeout: Math.max(1000, Math.min(job.timeout, wait)) });
  const failure = names.ok
    ? await waitUntilShown(challenge, wait, names.value, { ...world, trace }, world.signal)
    : names.failure;
  return failure === null ? outcome : { ...outcome, result: 'failed', failure };
}
