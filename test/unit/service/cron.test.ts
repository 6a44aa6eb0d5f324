import fc from 'fast-check';
import { expect, test } from 'vitest';
import { banner, cameWith } from '../../../src/service/banner.ts';
import { cron } from '../../../src/service/cron.ts';
import { cronSchedule } from '../../../src/service/cron-schedule.ts';
import { sectionOf, withoutSection, withSection } from '../../../src/service/crontab.ts';
import { words } from './arbitraries.ts';
import { open, personal, plain } from './sample.ts';
import { runTool } from './tool.ts';

const minute = 60_000;
const hour = 60 * minute;

/** The minutes of a day at which a line comes up. */
function firings(schedule: string): readonly number[] {
  const [minutes = '', hours = '', ...rest] = schedule.split(' ');
  if (rest.join(' ') !== '* * *') throw new Error(schedule);
  const matching = (field: string, limit: number) => {
    const [, from = '0', to = String(limit - 1), step = '1'] =
      /^(?:\*|(\d+)(?:-(\d+))?)(?:\/(\d+))?$/.exec(/^\d+$/.test(field) ? `${field}-${field}` : field) ?? [];
    return Array.from({ length: limit }, (_, at) => at).filter(
      (at) => at >= Number(from) && at <= Number(to) && (at - Number(from)) % Number(step) === 0,
    );
  };
  return matching(hours, 24).flatMap((at) => matching(minutes, 60).map((past) => at * 60 + past));
}

test.for([minute, 2 * minute, 5 * minute, 15 * minute, 30 * minute, hour, 2 * hour, 6 * hour, 12 * hour, 24 * hour])(
  'every %d ms, round the clock and at even distances',
  (period) => {
    fc.assert(
      fc.property(fc.string(), (seed) => {
        const schedule = cronSchedule(period, seed);
        const at = schedule.ok ? firings(schedule.value) : [];
        expect(at).toHaveLength((24 * hour) / period);
        const gaps = at.slice(1).map((moment, index) => moment - (at[index] ?? 0));
        expect(new Set(gaps.map((gap) => gap * minute))).toEqual(new Set(gaps.length === 0 ? [] : [period]));
      }),
      { numRuns: 30 },
    );
  },
);

test.for([0, 1000, 90_000, 7 * minute, 45 * minute, 90 * minute, 5 * hour, 48 * hour])(
  'an interval that cron cannot keep, %d ms, is refused with what would be right',
  (period) => {
    expect(cronSchedule(period, '')).toMatchObject({ ok: false, failure: expect.stringContaining('5m') });
    expect(cron.define({ ...plain, period })).toMatchObject({ ok: false, failure: { code: 'usage' } });
  },
);

test('not everybody comes at the same minute', () => {
  const schedules = Array.from({ length: 50 }, (_, index) => cronSchedule(5 * minute, `host${index}`));
  expect(new Set(schedules.map((schedule) => (schedule.ok ? schedule.value : ''))).size).toBe(5);
});

/** As cron takes a line apart: five fields, the user where the table is the system's, and a command in which `%` counts. */
function commandOf(text: string, fields: number): string {
  const [line = '', ...more] = text.split('\n').filter((one) => one !== '' && !/^#|^\w+=/.test(one));
  if (more.length > 0) throw new Error(`more than one line:\n${text}`);
  const command = line.split(' ').slice(fields).join(' ');
  if (/(?<!\\)%/.test(command)) throw new Error(`cron ends the command at a %: ${command}`);
  return command.replaceAll('\\%', '%');
}

test.for([
  { is: 'the system', service: plain, fields: 6 },
  { is: 'a user', service: personal, fields: 5 },
])('the line of $is gives every word to the command, whatever it holds (C43)', ({ service, fields }) => {
  const samples = fc.sample(words, { numRuns: 100, seed: 1 });
  const lines = samples.map((given) => {
    const program = [open('/opt/n b/%n/node'), open("/opt/it's/dynv6.js")] as const;
    const defined = cron.define({ ...service, program, words: given });
    if (!defined.ok) throw new Error(defined.failure.message);
    return commandOf(defined.value.crontab ?? defined.value.parts[0]?.content ?? '', fields);
  });
  const script = lines.map((line) => `printf '[%s]\\0' ${line}; printf '\\n\\0'`).join('\n');
  const passedOn = (runTool('/bin/sh', ['-c', script])?.stdout ?? '').split('\n\0').slice(0, -1);
  expect(passedOn).toEqual(
    samples.map((given) =>
      [
        '/opt/n b/%n/node',
        "/opt/it's/dynv6.js",
        ...given,
        '--cache-dir',
        service.cacheFolder,
        '--token-file',
        service.tokenFile?.path,
        '--quiet',
      ]
        .map((word) => `[${word}]\0`)
        .join(''),
    ),
  );
});

const others = fc.array(fc.constantFrom('MAILTO=ann', '5 * * * * true', '# dynv6: by hand', '', '# dynv6: begin'), {
  maxLength: 5,
});
const lines = `${banner(['/home/ann/.config/dynv6/token'])}* * * * * dynv6\n`;

test('our lines are put into a crontab once, found in it, and taken out of it; the rest stays as it was', () => {
  fc.assert(
    fc.property(others, (rest) => {
      const before = rest.map((line) => `${line}\n`).join('');
      const once = withSection(before, lines);
      expect(sectionOf(once)).toBe(lines);
      expect(withSection(once, lines)).toBe(once);
      expect(withoutSection(once)).toBe(before);
      expect(cameWith(sectionOf(once) ?? '')).toEqual(['/home/ann/.config/dynv6/token']);
      const anew = withSection(once, `${banner([])}@daily dynv6\n`);
      expect(withoutSection(anew)).toBe(before);
    }),
  );
});

test('a crontab without an end of its last line does not run into ours', () => {
  expect(withSection('5 * * * * true', lines)).toBe(`5 * * * * true\n${withSection('', lines)}`);
});
