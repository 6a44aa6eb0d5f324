import { expect, test } from 'vitest';
import { openPings, type Ping, pingUrl } from '../../../src/hooks/pings.ts';
import { Secret } from '../../../src/secret.ts';

test.for<{ base: string; ping: Ping; url: string }>([
  { base: 'https://hc-ping.com/f00', ping: 'success', url: 'https://hc-ping.com/f00' },
  { base: 'https://hc-ping.com/f00', ping: 'fail', url: 'https://hc-ping.com/f00/fail' },
  { base: 'https://hc-ping.com/f00', ping: 'start', url: 'https://hc-ping.com/f00/start' },
  { base: 'https://hc-ping.com/f00/', ping: 'fail', url: 'https://hc-ping.com/f00/fail' },
  { base: 'https://example.org/push?key=f00', ping: 'fail', url: 'https://example.org/push/fail?key=f00' },
])('$ping of $base is asked for at $url', ({ base, ping, url }) => {
  expect(pingUrl(base, ping).href).toBe(url);
});

test('while one ping is under way only the last of the others waits for its turn', async () => {
  const asked: string[] = [];
  const answers: (() => void)[] = [];
  const works: Promise<void>[] = [];
  const pings = openPings(
    (url) =>
      new Promise((resolve) => {
        asked.push(url.pathname);
        answers.push(resolve);
      }),
    (work) => void works.push(work),
  );
  const base = new Secret('https://hc-ping.com/f00');
  for (const ping of ['start', 'success', 'start', 'fail'] as const) pings.ping(base, ping);
  expect(asked).toEqual(['/f00/start']);
  answers[0]?.();
  await expect.poll(() => asked).toEqual(['/f00/start', '/f00/fail']);
  answers[1]?.();
  await Promise.all(works);

  pings.ping(base, 'start');
  expect(asked).toEqual(['/f00/start', '/f00/fail', '/f00/start']);
});
