import fc from 'fast-check';
import { expect, test } from 'vitest';
import { commandLine } from '../../../src/service/command-line.ts';
import { freebsdRc } from '../../../src/service/freebsd-rc.ts';
import { openwrtProcd } from '../../../src/service/openwrt-procd.ts';
import type { Service, Supervisor } from '../../../src/service/service.ts';
import { words } from './arbitraries.ts';
import { plain } from './sample.ts';
import { runTool, whyWithout } from './tool.ts';

function scriptOf(supervisor: Supervisor, service: Service, at = 0): string {
  const defined = supervisor.define(service);
  if (!defined.ok) throw new Error(defined.failure.message);
  return defined.value.parts[at]?.content ?? '';
}

function shell(script: string, interpreter = ['/bin/sh']): string {
  const [file = '', ...words] = interpreter;
  const run = runTool(file, [...words, '-s'], script);
  if (run?.code !== 0) throw new Error(`${run?.stderr}\n${script}`);
  return run.stdout;
}

/** What rc.subr(8) does in the end: it evaluates the command with its arguments. */
const rcSubr = `
load_rc_config() { :; }
run_rc_command() { eval "printf '[%s]\\\\0' $command $command_args"; }
`;

test('daemon(8) gets each word as it was, through both quotings of rc.d', () => {
  for (const given of fc.sample(words, { numRuns: 60, seed: 1 })) {
    const script = scriptOf(freebsdRc, { ...plain, words: given }).replace('. /etc/rc.subr', rcSubr);
    const passed = shell(script)
      .split('\0')
      .slice(0, -1)
      .map((word) => word.slice(1, -1));
    expect(passed[0]).toBe('/usr/sbin/daemon');
    expect(passed.slice(passed.indexOf('--') + 1)).toEqual(commandLine({ ...plain, words: given }));
  }
});

test('the rc.d script tells rc(8) what it is and needs', () => {
  const script = scriptOf(freebsdRc, plain);
  for (const line of [
    '# PROVIDE: dynv6',
    '# REQUIRE: NETWORKING syslogd',
    '# KEYWORD: shutdown',
    'rcvar="dynv6_enable"',
  ]) {
    expect(script.split('\n')).toContain(line);
  }
});

/** OpenWrt's own shell. */
const ash = ['busybox', 'sh'];
const onOpenwrt = test.skipIf(whyWithout('busybox') !== null);

const procd = `
procd_open_instance() { :; }
procd_close_instance() { :; }
procd_set_param() { [ "$1" = command ] && shift && printf '[%s]\\0' "$@"; }
procd_send_signal() { printf '%s ' "$@"; }
`;

onOpenwrt('procd gets each word as it was', () => {
  for (const given of fc.sample(words, { numRuns: 60, seed: 1 })) {
    const script = `${procd}${scriptOf(openwrtProcd, { ...plain, words: given })}\nstart_service\ntrue`;
    const passed = shell(script, ash)
      .split('\0')
      .slice(0, -1)
      .map((word) => word.slice(1, -1));
    expect(passed).toEqual(commandLine({ ...plain, words: given }));
  }
});

onOpenwrt('reloading a service of procd makes the watcher read its settings again', () => {
  expect(shell(`${procd}${scriptOf(openwrtProcd, plain)}\nreload_service`, ash)).toBe('dynv6 * HUP ');
});

onOpenwrt.for([
  { is: 'an interface comes up', event: 'ACTION=ifup', looks: true },
  { is: 'its addresses change', event: 'ACTION=ifupdate IFUPDATE_ADDRESSES=1', looks: true },
  { is: 'its prefixes change', event: 'ACTION=ifupdate IFUPDATE_PREFIXES=1', looks: true },
  { is: 'only its routes change', event: 'ACTION=ifupdate IFUPDATE_ROUTES=1', looks: false },
  { is: 'it goes down', event: 'ACTION=ifdown', looks: false },
])('when $is, the watcher looks at once: $looks', ({ event, looks }) => {
  const said = shell(
    `ubus() { printf '%s ' "$@"; }\n${event.replaceAll(' ', '\n')}\n${scriptOf(openwrtProcd, plain, 1)}`,
    ash,
  );
  expect(said).toBe(looks ? 'call service signal {"name":"dynv6","signal":10} ' : '');
});

test.for([
  { is: 'rc.d', supervisor: freebsdRc },
  { is: 'procd', supervisor: openwrtProcd },
])('$is has neither timers nor services of one user', ({ supervisor }) => {
  expect(supervisor.define({ ...plain, period: 300_000 })).toMatchObject({
    ok: false,
    failure: { advice: expect.stringContaining('cron') },
  });
  expect(supervisor.place('user', plain.owner)).toBe(null);
});
