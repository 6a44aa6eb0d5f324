import { expect } from 'vitest';
import { test } from '../../support/fixtures.ts';

/** Both streams on a terminal of its own (script(1) of util-linux), then one of them, then none. */
const onTerminal = (redirection = '') =>
  `line=$(printf '%q ' "$@"); exec script --quiet --return --command "$line ${redirection}" /dev/null`;

interface Row {
  readonly is: string;
  readonly shell: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly words?: readonly string[];
  readonly coloured: boolean;
}

test.runIf(process.platform === 'linux').for<Row>([
  { is: 'on a terminal', shell: onTerminal(), coloured: true },
  { is: 'on a terminal, with an empty NO_COLOR', shell: onTerminal(), env: { NO_COLOR: '' }, coloured: true },
  { is: 'on a terminal, with NO_COLOR', shell: onTerminal(), env: { NO_COLOR: '1' }, coloured: false },
  { is: 'on a dumb terminal', shell: onTerminal(), env: { TERM: 'dumb' }, coloured: false },
  { is: 'on a terminal, with --no-color', shell: onTerminal(), words: ['--no-color'], coloured: false },
  { is: 'where standard output goes into a pipe', shell: onTerminal('| cat'), coloured: false },
  { is: 'without any terminal', shell: '"$@"', coloured: false },
])(
  'colours stand where a person looks and wants them: $is',
  async ({ shell, env = {}, words = [], coloured }, { home }) => {
    const { code, stdout } = await home.dynv6(['addresses', ...words], { shell, env: { TERM: 'xterm', ...env } });
    expect(code).toBe(0);
    expect(stdout).toContain('198.41.0.4/24');
    expect(stdout.includes('\u001b[')).toBe(coloured);
  },
);
