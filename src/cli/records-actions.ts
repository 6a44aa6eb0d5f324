import type { Command } from 'commander';
import { exitCodeOf } from '../failure.ts';
import { type EditOutcome, editRecords as edit } from '../pipeline/records/edit-records.ts';
import { openEditor } from '../pipeline/records/open-editor.ts';
import type { RecordWish } from '../pipeline/records/record-editor.ts';
import type { World } from '../pipeline/world.ts';
import { relativeTargetWarning } from '../records/relative-target.ts';
import { failureLine } from '../report/human.ts';
import { errorObject } from '../report/json.ts';
import { editLines, editSummary, editsDocument, recordsDocument, recordsTable } from '../report/records.ts';
import { ok } from '../result.ts';
import { readSettings, type ZoneEntry } from '../settings/settings.ts';
import type { Zone } from '../update.ts';
import { confirmDeletion } from './confirm-deletion.ts';
import { type AskedEdit, recordWish } from './record-wish.ts';
import { visitZone } from './rest-visit.ts';
import { causeText, hideSecrets, refuse, type Typed, tell, typedBy, warn } from './say.ts';
import type { Terminal } from './terminal.ts';

export function listRecords(zone: string, command: Command, world: World, terminal: Terminal): Promise<void> {
  return visitZone(zone, command, world, terminal, async ({ client, typed }, { zone: name }) => {
    const found = await client.zone(name, world.signal);
    if (!found.ok) return found;
    const records = await client.records(found.value, world.signal);
    if (!records.ok) return records;
    const shown = typed.json ? recordsDocument(name, records.value) : recordsTable(records.value, terminal.outColours);
    terminal.writeOut(shown);
    return ok(undefined);
  });
}

/** `records set|add|delete|apply`. */
export async function editRecords(asked: AskedEdit, command: Command, world: World, terminal: Terminal): Promise<void> {
  const typed = typedBy(command, terminal, asked.zone);
  const settings = readSettings(typed.words, world);
  if (!settings.ok) return refuse(settings.failure, terminal, typed);
  hideSecrets(settings.value, world, terminal);
  warn(settings.value.warnings, terminal, typed);
  const [entry] = settings.value.zones;
  if (entry === undefined) return;
  const { via } = typed.words.options;
  if (via === 'update-api' || via === 'dyndns2') return refuse([cannotCarry(via)], terminal, typed);
  const wish = recordWish(asked, entry.zone, world);
  if (!wish.ok) return refuse([wish.failure], terminal, typed);
  if (!entry.job.ok) return refuse([entry.job.failure], terminal, typed);
  warn(relativeTargets(wish.value, entry.zone), terminal, typed);

  const job = entry.job.value;
  const channels = world.openChannels((line) => tell(line, terminal, typed));
  try {
    const effects = {
      openEditor: () => openEditor(job, channels, world),
      show: (edits: EditOutcome['edits']) => {
        if (!typed.json && !typed.quiet) terminal.writeOut(editLines(edits, terminal.outColours));
      },
      confirm: () => confirmDeletion(`Delete these records of ${entry.label}?`, typed, terminal),
    };
    report(await edit(wish.value, job, effects, world.signal), entry, typed, terminal);
  } finally {
    await channels.close();
  }
}

export function report(
  outcome: EditOutcome,
  { zone, label, channel }: Pick<ZoneEntry, 'zone' | 'label' | 'channel'>,
  typed: Typed,
  terminal: Terminal,
): void {
  const { failure } = outcome;
  // The ways that carry only addresses have REST for their records.
  const way = channel === 'dns' || channel === 'ssh' ? channel : 'rest';
  const shown = { ...outcome, zone, channel: way, error: errorObject(failure) };
  const summary = editSummary(shown);
  if (typed.json) terminal.writeOut(editsDocument(shown));
  else if (summary !== null && !typed.quiet) terminal.writeOut(`${terminal.outColours.strong(label)}: ${summary}\n`);
  if (failure !== null) {
    const { done, edits } = outcome;
    const message = edits.length > 1 ? `${done} of ${edits.length} done: ${failure.message}` : failure.message;
    terminal.writeErr(`${failureLine({ ...failure, message }, label, terminal.errColours)}\n`);
    tell(causeText(failure).trimEnd(), terminal, typed);
  }
  terminal.exitWith(exitCodeOf(failure === null ? [] : [failure]));
}

function relativeTargets(wish: RecordWish, zone: Zone): readonly string[] {
  const records = wish.kind === 'apply' ? wish.records : 'data' in wish.record ? [wish.record] : [];
  return records.flatMap((record) => relativeTargetWarning(zone, record) ?? []);
}

function cannotCarry(via: string) {
  return { code: 'usage', message: `${via} cannot change records`, advice: 'Use --via rest, dns or ssh' } as const;
}
