import type { SshZoneEditor } from '../../channels/ssh/zone-editor.ts';
import type { Failure } from '../../failure.ts';
import type { RecordEdit } from '../../records/record-edit.ts';
import { fail, ok, type Result } from '../../result.ts';
import type { Acceptance } from '../../update.ts';
import type { EditPlan, RecordEditor, RecordWish } from './record-editor.ts';

/** Opens the shell for as long as the signal lets it. */
export type OpenShell = (signal: AbortSignal) => SshZoneEditor;

type Send = (shell: SshZoneEditor) => Promise<Result<Acceptance, Failure>>;

/** By the service's shell: one command, without a look at what is there. A, AAAA and TXT only; it overwrites. */
export function sshEditor(open: OpenShell): RecordEditor {
  return {
    async plan(wish) {
      switch (wish.kind) {
        case 'set':
          return planSet(wish.record, open);
        case 'delete':
          return planDelete(wish.record, open);
        case 'add':
          return cannot('add a record beside others: it overwrites them');
        case 'apply':
          return cannot('make a zone like a file');
      }
    },
  };
}

function planSet(record: Extract<RecordWish, { kind: 'set' }>['record'], open: OpenShell): Result<EditPlan, Failure> {
  const { name, type, data } = record;
  const edit: RecordEdit = { action: 'change', from: null, to: record };
  if (type === 'A') return planOf(edit, open, (shell) => shell.setAddress(name, 'a', data || null));
  if (type === 'AAAA') return planOf(edit, open, (shell) => shell.setAddress(name, 'aaaa', data || null));
  if (type === 'TXT') return planOf(edit, open, (shell) => shell.setText(name, data));
  return cannot(`change ${type} records`);
}

function planDelete(
  record: Extract<RecordWish, { kind: 'delete' }>['record'],
  open: OpenShell,
): Result<EditPlan, Failure> {
  const { name, type } = record;
  const edit: RecordEdit = { action: 'delete', record };
  const data = 'data' in record ? record.data : null;
  if (type === 'TXT') return planOf(edit, open, (shell) => shell.deleteText(name, data));
  if (type !== 'A' && type !== 'AAAA') return cannot(`delete ${type} records`);
  if (data !== null) return cannot(`delete one ${type} record of several: leave the address out`);
  return planOf(edit, open, (shell) => shell.deleteAddress(name, type === 'A' ? 'a' : 'aaaa'));
}

function planOf(edit: RecordEdit, open: OpenShell, send: Send): Result<EditPlan, Failure> {
  return ok({
    edits: [edit],
    kept: null,
    async carryOut(signal) {
      const answer = await send(open(signal));
      return answer.ok ? { done: 1, failure: null } : { done: 0, failure: answer.failure };
    },
  });
}

function cannot(what: string): Result<never, Failure> {
  return fail({ code: 'usage', message: `SSH cannot ${what}`, advice: 'Use --via rest' });
}
