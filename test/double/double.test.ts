import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, get } from 'node:http';
import { request as requestTls } from 'node:https';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { makeCertificates } from './certificates.ts';
import { type Double, type DoubleOptions, startDouble } from './double.ts';
import {
  always,
  captivePortal,
  echo,
  type Fault,
  onRequests,
  onZone,
  staleConnections,
  status,
  tenMegabytes,
} from './faults.ts';

async function opened(options: DoubleOptions = {}): Promise<Double> {
  const double = await startDouble(options);
  onTestFinished(() => double.close());
  return double;
}

const update = '/api/update?zone=example.dynv6.net&token=T0ken&ipv4=198.41.0.4';

test('an update is answered, logged and held', async () => {
  const double = await opened();
  const answer = await fetch(`${double.url}${update}&x=a%2Bb+c`, { headers: { 'User-Agent': 'test' } });
  expect(await answer.text()).toBe('addresses updated');
  expect(double.log).toMatchObject([
    {
      number: 1,
      connection: 1,
      method: 'GET',
      path: '/api/update',
      parameters: { zone: 'example.dynv6.net', token: 'T0ken', ipv4: '198.41.0.4', x: 'a+b c' },
      query: 'zone=example.dynv6.net&token=T0ken&ipv4=198.41.0.4&x=a%2Bb+c',
      headers: { 'user-agent': 'test' },
      remoteAddress: '127.0.0.1',
      family: 'ipv4',
      tls: false,
    },
  ]);
  expect(double.zones.get('example.dynv6.net')).toEqual({ ipv4: '198.41.0.4', ipv6: null, ipv6prefix: null });
});

test('both families are listened on by one port, and told apart', async () => {
  const double = await opened({ addresses: ['127.0.0.1', '::1'] });
  await fetch(`http://127.0.0.1:${double.http.port}${update}`);
  await fetch(`http://[::1]:${double.http.port}${update}`);
  expect(double.log.map(({ family, remoteAddress }) => [family, remoteAddress])).toEqual([
    ['ipv4', '127.0.0.1'],
    ['ipv6', '::1'],
  ]);
});

test('requests on one kept connection share its number', async () => {
  const double = await opened();
  const agent = keptAlive();
  await fetchText(double.url + update, agent);
  await fetchText(double.url + update, agent);
  expect(double.log.map(({ connection }) => connection)).toEqual([1, 1]);
  expect(double.connections).toBe(1);
});

test('what is no interface of the service is not found', async () => {
  const double = await opened();
  expect((await fetch(`${double.url}/elsewhere`)).status).toBe(404);
});

test('TLS holds for every name of the service, by an authority made at run time', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'dynv6-double-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const certificates = await makeCertificates(folder);
  const double = await opened({ certificates });
  const ca = readFileSync(certificates.authorityFile);
  for (const name of ['localhost', 'dynv6.com', 'ipv4.dynv6.com', 'ipv6.dynv6.com', undefined]) {
    const servername = name === undefined ? {} : { servername: name };
    const to = { ca, agent: false as const, host: '127.0.0.1', port: double.https?.port, path: update };
    const sent = requestTls({ ...to, ...servername }).end();
    const [answer] = await once(sent, 'response');
    expect(answer.statusCode).toBe(200);
    answer.resume();
  }
  expect(double.log.every(({ tls }) => tls)).toBe(true);
  await expect(fetch(double.url)).rejects.toThrow();
});

test('faults come by request, by zone, or always, and can change', async () => {
  const double = await opened({ faults: onRequests({ 1: status(503) }) });
  const statusNow = async (path = update) => (await fetch(double.url + path)).status;
  expect([await statusNow(), await statusNow()]).toEqual([503, 200]);
  double.misbehave(onZone('bad.dynv6.net', status(500)));
  expect([await statusNow(), await statusNow('/api/update?zone=bad.dynv6.net')]).toEqual([200, 500]);
  double.misbehave(always(captivePortal));
  expect(await statusNow()).toBe(200);
});

test('a fault that answers keeps the request from the service', async () => {
  const double = await opened({ faults: always(captivePortal) });
  expect(await (await fetch(double.url + update)).text()).toContain('addresses updated');
  expect(double.zones.get('example.dynv6.net')?.ipv4).toBeNull();
});

test('an error page can show the request', async () => {
  const double = await opened({ faults: echo(500) });
  expect(await (await fetch(double.url + update)).text()).toContain('token=T0ken');
});

test.for<{ is: string; fault: Fault; body: string | Error; taken: boolean }>([
  { is: 'a reset before', fault: { kind: 'reset', when: 'before' }, body: new Error('ECONNRESET'), taken: false },
  { is: 'a reset after', fault: { kind: 'reset', when: 'after' }, body: new Error('ECONNRESET'), taken: true },
  { is: 'half a body', fault: { kind: 'half' }, body: new Error('ECONNRESET'), taken: true },
  { is: 'single bytes', fault: { kind: 'single bytes' }, body: 'addresses updated', taken: true },
  { is: 'a slow drip', fault: { kind: 'drip', every: 1 }, body: 'addresses updated', taken: true },
  { is: 'a silent close', fault: { kind: 'silent close' }, body: 'addresses updated', taken: true },
  {
    is: 'another body',
    fault: { kind: 'body', body: '\uFEFFaddresses updated' },
    body: '\uFEFFaddresses updated',
    taken: true,
  },
])('$is', async ({ fault, body, taken }) => {
  const double = await opened({ faults: always(fault) });
  const read = fetchText(double.url + update);
  if (body instanceof Error) await expect(read).rejects.toMatchObject({ code: body.message });
  else expect((await read).body).toBe(body);
  expect(double.zones.get('example.dynv6.net')?.ipv4).toBe(taken ? '198.41.0.4' : null);
});

test('single bytes are chunks of their own', async () => {
  const double = await opened({ faults: always({ kind: 'single bytes' }) });
  const socket = connect(double.http.port, '127.0.0.1');
  socket.write(`GET ${update} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
  let text = '';
  for await (const chunk of socket) text += String(chunk);
  expect(text.match(/\r\n1\r\n/g)).toHaveLength('addresses updated'.length);
});

test('a hanging request ends when the double closes', async () => {
  const double = await opened({ faults: always({ kind: 'hang', when: 'before' }) });
  const read = fetchText(double.url + update).catch((error: unknown) => error);
  expect(await double.arrival(1)).toMatchObject({ number: 1 });
  await double.close();
  expect(await read).toBeInstanceOf(Error);
});

test('the second request of a connection may find it closed', async () => {
  const double = await opened({ faults: staleConnections() });
  const agent = keptAlive();
  await fetchText(double.url + update, agent);
  await expect(fetchText(double.url + update, agent)).rejects.toMatchObject({ code: 'ECONNRESET' });
  expect(double.log).toHaveLength(2);
});

test('a body may be huge', async () => {
  const double = await opened({ faults: always(tenMegabytes) });
  expect((await fetchText(double.url + update)).body.length).toBeGreaterThan(10_000_000);
});

function keptAlive(): Agent {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  onTestFinished(() => agent.destroy());
  return agent;
}

function fetchText(url: string, agent: Agent | false = false): Promise<{ readonly body: string }> {
  return new Promise((resolve, reject) => {
    get(url, { agent }, (answer) => {
      let body = '';
      answer.setEncoding('utf8').on('data', (chunk: string) => {
        body += chunk;
      });
      answer.once('end', () => resolve({ body })).once('error', reject);
    }).once('error', reject);
  });
}

test('a reset reaches the client through TLS as well', async ({ onTestFinished: finished }) => {
  const folder = await mkdtemp(join(tmpdir(), 'dynv6-double-'));
  finished(() => rm(folder, { recursive: true }));
  const certificates = await makeCertificates(folder);
  const double = await opened({ certificates, faults: always({ kind: 'reset', when: 'after' }) });
  const sent = requestTls(double.url + update, { ca: readFileSync(certificates.authorityFile), agent: false }).end();
  const [error] = await once(sent, 'error');
  expect(error).toMatchObject({ code: 'ECONNRESET' });
  expect(double.zones.get('example.dynv6.net')?.ipv4).toBe('198.41.0.4');
});
