import { expect, test } from 'vitest';
import { type Figure, median } from './figures.ts';
import { figuresTable, targetLines } from './report.ts';
import { names } from './subject.ts';
import { judge } from './targets.ts';

const mebibyte = 1024 * 1024;
const plain: Omit<Figure, 'name'> = {
  group: 'Node.js 20.1.2',
  time: 20,
  processorTime: 19,
  memory: 40 * mebibyte,
  requests: 0,
  connections: 0,
  processes: 1,
};
const bare: Figure = { ...plain, name: names.bare };
const unchanged: Figure = { ...plain, name: names.unchanged };

test.for([
  { of: [3], is: 3 },
  { of: [1, 2], is: 1.5 },
  { of: [9, 1, 2], is: 2 },
  { of: [10, 1, 9, 2], is: 5.5 },
])('the median of $of is $is', ({ of, is }) => {
  expect(median(of)).toBe(is);
});

interface Row {
  readonly is: string;
  readonly figures: readonly Figure[];
  readonly met: readonly string[];
  readonly missed?: readonly string[];
}

test.for<Row>([
  { is: 'a start that is quick enough', figures: [{ ...unchanged, time: 25 }], met: ['1.25', '0 MB'] },
  { is: 'a start that is too slow', figures: [{ ...unchanged, time: 25.2 }], met: ['0 MB'], missed: ['1.26'] },
  {
    is: 'a start that takes too much memory',
    figures: [{ ...unchanged, memory: 53 * mebibyte }],
    met: ['1.00'],
    missed: ['13 MB'],
  },
  { is: 'memory that nothing measures', figures: [{ ...unchanged, memory: null }], met: ['1.00'] },
  {
    is: 'many zones that share their connections',
    figures: [{ ...unchanged, name: names.manySent, requests: 200, connections: 8 }],
    met: ['1, 8 for 200 requests'],
  },
  {
    is: 'many zones with a connection each',
    figures: [{ ...unchanged, name: names.manySent, requests: 200, connections: 200 }],
    met: [],
    missed: ['1, 200 for 200 requests'],
  },
  {
    is: 'many zones with a process each',
    figures: [{ ...unchanged, name: names.manySent, requests: 200, connections: 8, processes: 201 }],
    met: [],
    missed: ['201, 8 for 200 requests'],
  },
])('$is', ({ figures, met, missed = [] }) => {
  const targets = judge([bare, ...figures]);
  expect(targets.filter((target) => target.met).map(({ found }) => found)).toEqual(met);
  expect(targets.filter((target) => !target.met).map(({ found }) => found)).toEqual(missed);
});

test('the other program is compared with Node.js 24 alone', () => {
  const ddclient: Figure = { ...plain, group: 'Others', name: names.ddclientUnchanged, time: 40 };
  const newer = [bare, unchanged].map((figure) => ({ ...figure, group: 'Node.js 24.1.2' }));
  const found = judge([bare, unchanged, ...newer, ddclient]).map(({ group, aim }) => `${group}: ${aim}`);
  expect(found.filter((line) => line.includes('ddclient'))).toEqual([
    'Node.js 24.1.2: dynv6, nothing to send: at most 1 × ddclient, nothing to send',
  ]);
});

test('figures stand in a table, what was not measured is left open, and targets say whether they are met', () => {
  const figures = [bare, { ...unchanged, time: 24.06, processorTime: null, memory: null }];
  expect(figuresTable(figures)).toBe(
    [
      'Node.js 20.1.2          ms    × node  busy ms  MB    requests  connections',
      'node -e 0               20.0  1.00    19.0     40.0  0         0',
      'dynv6, nothing to send  24.1  1.20             ?     0         0',
      '',
    ].join('\n'),
  );
  expect(targetLines(judge(figures))).toBe(
    'met      Node.js 20.1.2: dynv6, nothing to send: at most 1.25 × node -e 0: 1.20\n',
  );
});
