import fc from 'fast-check';
import { expect, test } from 'vitest';
import { banner, cameWith, isOurs } from '../../../src/service/banner.ts';
import { words } from './arbitraries.ts';

test('what came with a file can be read from it again, in any language', () => {
  fc.assert(
    fc.property(words, fc.constantFrom('# ', '<!-- '), (files, sign) => {
      const text = banner(files, (line) => `${sign}${line}${sign === '# ' ? '' : ' -->'}`);
      expect(cameWith(`before\n${text}after\n`)).toEqual(files);
      expect(isOurs(text)).toBe(true);
    }),
  );
});

test('no path ends a comment of XML before its time', () => {
  fc.assert(
    fc.property(words, (files) => {
      const lines = banner(files, (line) => line).split('\n');
      expect(lines.filter((line) => line.includes('--'))).toEqual([]);
    }),
  );
});

test('a file that somebody else wrote is not ours, and nothing came with it', () => {
  const foreign = '# dynv6, by hand\n# With it came nothing\n';
  expect({ ours: isOurs(foreign), cameWith: cameWith(foreign) }).toEqual({ ours: false, cameWith: [] });
});
