import type { DnsZoneEditor } from '../../channels/dns-update/zone-editor.ts';
import type { Failure } from '../../failure.ts';
import type { RecordEdit } from '../../records/record-edit.ts';
import { fail, ok, type Result } from '../../result.ts';
import type { RecordEditor, RecordWish } from './record-editor.ts';

/** Seconds; the service may keep no other. */
const ttl = 60;

type RecordSet = Parameters<DnsZoneEditor['delete']>[0];

/** By DNS UPDATE: one signed message, without a look at what is there. A, AAAA and TXT only. */
export function dnsEditor(editor: DnsZoneEditor): RecordEditor {
  return {
    async plan(wish) {
      if (wish.kind === 'apply') return cannot('make a zone like a file');
      const records = recordSetOf(wish.record);
      if (!records.ok) return records;
      return ok({
        edits: [editOf(wish)],
        kept: null,
        async carryOut(signal) {
          const answer = await send(wish.kind, records.value, editor, signal);
          return answer.ok ? { done: 1, failure: null } : { done: 0, failure: answer.failure };
        },
      });
    },
  };
}

type OneRecord = Exclude<RecordWish, { kind: 'apply' }>;

function send(
  kind: OneRecord['kind'],
  records: RecordSet,
  editor: DnsZoneEditor,
  signal: AbortSignal,
): ReturnType<DnsZoneEditor['delete']> {
  if (kind === 'add') return editor.add(records, ttl, signal);
  if (kind === 'set' || records.data.length === 0) return editor.set(records, ttl, signal);
  return editor.delete(records, signal);
}

function recordSetOf(record: OneRecord['record']): Result<RecordSet, Failure> {
  const { name, type } = record;
  if (type !== 'A' && type !== 'AAAA' && type !== 'TXT') return cannot(`change ${type} records`);
  if (!('data' in record)) return ok({ name, type, data: [] });
  if (type !== 'TXT' && record.data === '') return cannot("make a record that follows the zone's address");
  if (type === 'AAAA' && /^(?:::|[^:]+(?::[^:]+){5}$)/.test(record.data)) {
    return cannot(`join ${record.data} with the zone's prefix`);
  }
  return ok({ name, type, data: [record.data] });
}

/** What becomes of it is not seen: whatever is there is replaced. */
function editOf(wish: OneRecord): RecordEdit {
  switch (wish.kind) {
    case 'set':
      return { action: 'change', from: null, to: wish.record };
    case 'add':
      return { action: 'add', record: wish.record };
    case 'delete':
      return { action: 'delete', record: wish.record };
  }
}

function cannot(what: string): Result<never, Failure> {
  return fail({ code: 'usage', message: `DNS UPDATE cannot ${what}`, advice: 'Use --via rest' });
}
