// biome-ignore-all lint/correctness/noEmptyPattern: vitest reads the wanted fixtures out of the pattern.
import type { Send } from '../../../../src/channels/http.ts';
import { type Transport, undiciTransport } from '../../../../src/channels/send-undici.ts';
import { Secret } from '../../../../src/secret.ts';
import type { Double } from '../../../double/double.ts';
import { test as base } from '../../../support/fixtures.ts';
import { zoneNamed } from '../../../support/zone.ts';

export const name = zoneNamed('example.dynv6.net');

/** What a REST client of this double is made with. */
export function optionsFor({ url }: Double, send: Send, token = 'T0ken') {
  return { server: new URL(url), token: new Secret(token), send, now: () => Date.UTC(2026, 10, 24, 17) };
}

/** The requests as they came, without the token: `GET /api/v2/zones`, the body behind it. */
export function requestsTo({ log }: Double): readonly string[] {
  return log.map(({ method, path, body }) => `${method} ${path.replace('/api/v2', '')} ${body}`.trim());
}

/** A test with a real transport, whose connections end with it. */
export const test = base.extend('send', async ({}, { onCleanup }): Promise<Send> => {
  const transport: Transport = undiciTransport({
    timeout: 5000,
    userAgent: 'test',
    proxyFor: () => '',
    leavesBy: async () => true,
  });
  onCleanup(() => transport.close());
  return transport.send;
});
