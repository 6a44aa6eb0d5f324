// biome-ignore-all lint/correctness/noEmptyPattern: vitest reads the wanted fixtures out of the pattern.
import { describe } from 'vitest';
import { dyndns2 } from '../../../src/channels/dyndns2.ts';
import type { Send } from '../../../src/channels/http.ts';
import { rest } from '../../../src/channels/rest/channel.ts';
import { undiciTransport } from '../../../src/channels/send-undici.ts';
import { updateApi } from '../../../src/channels/update-api.ts';
import { test as httpTest } from '../../support/fixtures.ts';
import { test as sshTest } from '../../support/sshd.ts';
import { keepsTheChannelContract } from './contract.ts';
import { dnsService, httpService, limit, sshService } from './contract-services.ts';
import { test as dnsTest } from './dns-update/bind-test.ts';

const overHttp = httpTest.extend('send', async ({}, { onCleanup }): Promise<Send> => {
  const transport = undiciTransport({
    timeout: limit,
    userAgent: 'test',
    proxyFor: () => '',
    leavesBy: async () => true,
  });
  onCleanup(() => transport.close());
  return transport.send;
});

for (const [name, open] of Object.entries({ 'update-api': updateApi, dyndns2, rest })) {
  describe(name, () => {
    keepsTheChannelContract(overHttp.extend('service', ({ openDouble, send }) => httpService(open, openDouble, send)));
  });
}

describe('dns', () => {
  keepsTheChannelContract(dnsTest.extend('service', ({ openBind, listen }) => dnsService(openBind, listen)));
});

describe('ssh', () => {
  keepsTheChannelContract(sshTest.extend('service', ({ openSshd }) => sshService(openSshd)));
});
