import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { planAdd, planDelete, planRecords, planSet, type RecordPlan } from '../../../src/records/plan-records.ts';
import { type NewRecord, type RecordType, recordTypes, type StoredRecord } from '../../../src/records/record.ts';
import { recordSteps } from '../../../src/records/record-steps.ts';
import { recordKey } from '../../../src/records/same-record.ts';
import { zone } from './zone.ts';

const unused = { priority: null, weight: null, port: null, flags: null, tag: null };

function record(name: string, type: RecordType, data: string): NewRecord {
  return { ...unused, name, type, data };
}

function stored(id: number, name: string, type: string, data: string): StoredRecord {
  return { ...unused, id, name, type, data, expandedData: null };
}

/** What the service holds once the plan is carried out. */
function carriedOut(existing: readonly StoredRecord[], plan: RecordPlan): readonly StoredRecord[] {
  const firstFree = Math.max(0, ...existing.map(({ id }) => id)) + 1;
  const gone = new Set(plan.delete);
  const changed = new Map(plan.change.map(({ from, to }) => [from, { ...from, ...to }]));
  return [
    ...existing.filter((one) => !gone.has(one)).map((one) => changed.get(one) ?? one),
    ...plan.add.map((one, at) => ({ ...one, id: firstFree + at, expandedData: null })),
  ];
}

const nothing = { add: [], change: [], delete: [] };
const a1 = stored(1, 'www', 'A', '198.41.0.1');
const a2 = stored(2, 'www', 'A', '198.41.0.2');
const text = stored(3, 'www', 'TXT', 'x');

describe('set', () => {
  test('what is already so is left alone', () => {
    expect(planSet([a1, text], record('www', 'A', '198.41.0.1'), zone)).toEqual({ ...nothing, keep: [a1] });
  });

  test('the record that is there is changed, the others of the name and type go', () => {
    const wanted = record('www', 'A', '198.41.0.9');
    expect(planSet([a2, text, a1], wanted, zone)).toEqual({
      add: [],
      change: [{ from: a1, to: wanted }],
      delete: [a2],
      keep: [],
    });
  });

  test('of two that are alike, one stays', () => {
    const twin = { ...a1, id: 9 };
    expect(planSet([twin, a1], record('www', 'A', '198.41.0.1'), zone)).toEqual({
      ...nothing,
      delete: [twin],
      keep: [a1],
    });
  });

  test('a record that is not there is added', () => {
    const wanted = record('new', 'A', '');
    expect(planSet([a1], wanted, zone)).toEqual({ ...nothing, add: [wanted], keep: [] });
  });
});

describe('add', () => {
  test('one more of the name and type stands beside the others', () => {
    const wanted = record('www', 'A', '198.41.0.9');
    expect(planAdd([a1], wanted, zone)).toEqual({ ...nothing, add: [wanted], keep: [a1] });
  });

  test('what is there is not added again', () => {
    expect(planAdd([a1], record('WWW', 'A', '198.41.0.1'), zone)).toEqual({ ...nothing, keep: [a1] });
  });
});

describe('delete', () => {
  test('all of a name and type go, and nothing else', () => {
    expect(planDelete([a1, a2, text], { name: 'www', type: 'A' }, zone)).toEqual({
      ...nothing,
      delete: [a1, a2],
      keep: [text],
    });
  });

  test('with data, only what says the same goes', () => {
    expect(planDelete([a1, a2], record('www', 'A', '198.41.0.2'), zone)).toEqual({
      ...nothing,
      delete: [a2],
      keep: [a1],
    });
  });
});

describe('apply', () => {
  const options = { zone, prune: false, reuse: true };

  test('a spare record of the name and type is changed before one is added', () => {
    const wanted = [
      record('www', 'A', '198.41.0.2'),
      record('www', 'A', '198.41.0.8'),
      record('www', 'A', '198.41.0.9'),
    ];
    expect(planRecords([a1, a2], wanted, options)).toEqual({
      add: [wanted[2]],
      change: [{ from: a1, to: wanted[1] }],
      delete: [],
      keep: [a2],
    });
  });

  test('nothing is deleted unless that is asked for', () => {
    expect(planRecords([a1, text], [], options)).toEqual({ ...nothing, keep: [a1, text] });
    expect(planRecords([a1, text], [], { ...options, prune: true })).toEqual({
      ...nothing,
      delete: [a1, text],
      keep: [],
    });
  });

  test('a record of a type that is not known is never deleted', () => {
    const strange = stored(4, 'www', 'LOC', '52 N');
    expect(planRecords([strange], [], { ...options, prune: true })).toEqual({ ...nothing, keep: [strange] });
  });

  test('a record that is wanted twice is made once', () => {
    const wanted = [record('www', 'A', '198.41.0.9'), record('www', 'A', '198.41.0.9')];
    expect(planRecords([], wanted, options).add).toHaveLength(1);
  });
});

describe('laws', () => {
  const name = fc.constantFrom('', '@', 'www', 'WWW', 'mail');
  const type = fc.constantFrom(...recordTypes);
  const data = fc.constantFrom('', 'x', '"x"', 'mail', 'mail.example.dynv6.net.', '198.41.0.4');
  const content = fc.record({ ...unusedArbitraries(), name, type, data });
  const existing = fc
    .array(content)
    .map((records) => records.map((one, at) => ({ ...one, id: at + 1, expandedData: null })));
  const wanted = fc.array(content);

  test('carried out once, a second plan has nothing to do', () => {
    fc.assert(
      fc.property(existing, wanted, fc.boolean(), (before, asked, prune) => {
        const options = { zone, prune, reuse: true };
        const after = carriedOut(before, planRecords(before, asked, options));
        expect(planRecords(after, asked, options)).toMatchObject(nothing);
      }),
    );
  });

  test('all that is wanted is there afterwards, and with prune nothing else', () => {
    fc.assert(
      fc.property(existing, wanted, fc.boolean(), (before, asked, prune) => {
        const after = carriedOut(before, planRecords(before, asked, { zone, prune, reuse: true }));
        const held = after.map((one) => recordKey(zone, one));
        const keys = new Set(asked.map((one) => recordKey(zone, one)));
        for (const key of keys) expect(held).toContain(key);
        if (prune) expect(held).toHaveLength(keys.size);
      }),
    );
  });

  test('every record that is there has one fate', () => {
    fc.assert(
      fc.property(existing, wanted, fc.boolean(), fc.boolean(), (before, asked, prune, reuse) => {
        const plan = planRecords(before, asked, { zone, prune, reuse });
        const fates = [...plan.change.map(({ from }) => from), ...plan.delete, ...plan.keep];
        expect(fates.toSorted((one, other) => one.id - other.id)).toEqual(before);
      }),
    );
  });
});

function unusedArbitraries() {
  const number = fc.constantFrom(null, 0, 10);
  return { priority: number, weight: number, port: number, flags: number, tag: fc.constantFrom(null, 'issue') };
}

describe('steps', () => {
  test('deletions come last, but what a CNAME stands in the way of comes before it', () => {
    const alias = stored(5, 'blog', 'CNAME', 'www');
    const plan = {
      add: [record('blog', 'A', ''), record('mail', 'CNAME', 'www')],
      change: [{ from: a1, to: record('www', 'A', '198.41.0.9') }],
      delete: [text, alias, stored(6, 'mail', 'A', '')],
      keep: [],
    };
    expect(
      recordSteps(plan).map((step) => [step.action, step.action === 'change' ? step.from.id : step.record.name]),
    ).toEqual([
      ['change', 1],
      ['delete', 'blog'],
      ['delete', 'mail'],
      ['add', 'blog'],
      ['add', 'mail'],
      ['delete', 'www'],
    ]);
  });
});
