import { writeSync } from 'node:fs';
import { expect } from 'vitest';
import { test } from './lab.ts';

test('this machine can hold a lab, or says why not', ({ lacking }) => {
  if (lacking !== null) writeSync(2, `test/lab: the tests in network namespaces are skipped: ${lacking}\n`);
  expect(process.env['CI'] === 'true' ? lacking : null).toBeNull();
});
