import type { Colours } from './colours.ts';

/** Columns as wide as their widest cell, two blanks apart; the head is faint. */
export function formatTable(head: readonly string[], rows: readonly (readonly string[])[], colours: Colours): string {
  const widths = head.map((cell, column) => Math.max(...[cell, ...rows.map((row) => row[column] ?? '')].map(width)));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - width(cell)))
      .join('  ')
      .trimEnd();
  return [colours.faint(line(head)), ...rows.map(line)].map((text) => `${text}\n`).join('');
}

/** Colours take no room. */
function width(cell: string): number {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a colour begins with one
  return [...cell.replace(/\u001b\[\d+m/g, '')].length;
}
