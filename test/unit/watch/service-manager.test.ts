import { expect, test } from 'vitest';
import { openServiceManager } from '../../../src/watch/service-manager.ts';

function openManager(environment: NodeJS.ProcessEnv) {
  const sent: string[] = [];
  let clock = 0;
  const manager = openServiceManager({
    environment,
    pid: 77,
    monotonic: () => clock,
    async send(lines) {
      sent.push(lines.join(' '));
    },
  });
  return {
    manager,
    /** A look every second until then. */
    async liveUntil(end: number) {
      for (; clock <= end; clock += 1000) manager.alive();
      await manager.told();
      return sent;
    },
    sent,
  };
}

const socket = { NOTIFY_SOCKET: '/run/systemd/notify' };

test('who did not ask is told nothing', async () => {
  const { manager, sent } = openManager({ WATCHDOG_USEC: '1000000' });
  manager.ready();
  manager.alive();
  manager.stopping();
  await manager.told();
  expect(sent).toEqual([]);
});

test('what changes is told in its order, and what stays is not told again', async () => {
  const { manager, sent } = openManager(socket);
  manager.ready();
  manager.status('one');
  manager.status('one');
  manager.status('two');
  manager.reloading();
  manager.ready();
  manager.stopping();
  await manager.told();
  expect(sent).toEqual([
    'READY=1',
    'STATUS=one',
    'STATUS=two',
    'RELOADING=1 MONOTONIC_USEC=0',
    'READY=1',
    'STOPPING=1',
  ]);
});

test.for<{ is: string; environment: NodeJS.ProcessEnv; signs: number }>([
  { is: 'twice as often as it must', environment: { WATCHDOG_USEC: '60000000', WATCHDOG_PID: '77' }, signs: 5 },
  { is: 'where nobody says for whom', environment: { WATCHDOG_USEC: '60000000' }, signs: 5 },
  { is: 'not for another process', environment: { WATCHDOG_USEC: '60000000', WATCHDOG_PID: '78' }, signs: 0 },
  { is: 'not where there is no watchdog', environment: {}, signs: 0 },
  { is: 'not where its interval is no number', environment: { WATCHDOG_USEC: 'often' }, signs: 0 },
])('signs of life are given: $is', async ({ environment, signs }) => {
  const { liveUntil } = openManager({ ...socket, ...environment });
  expect(await liveUntil(120_000)).toEqual(Array.from({ length: signs }, () => 'WATCHDOG=1'));
});
