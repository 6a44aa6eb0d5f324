import { expect } from 'vitest';
import type { Channel } from '../../../src/channels/channel.ts';
import { dnsUpdate } from '../../../src/channels/dns-update/channel.ts';
import { dnsExchange } from '../../../src/channels/dns-update/exchange.ts';
import { decodeMessage, encodeMessage } from '../../../src/channels/dns-update/message.ts';
import type { TsigKey } from '../../../src/channels/dns-update/tsig-key.ts';
import type { Send } from '../../../src/channels/http.ts';
import { ssh } from '../../../src/channels/ssh/ssh.ts';
import { Secret } from '../../../src/secret.ts';
import type { Bind, BindOptions } from '../../double/bind.ts';
import type { Double, DoubleOptions } from '../../double/double.ts';
import { always, captivePortal } from '../../double/faults.ts';
import type { SshDouble, SshdOptions } from '../../double/sshd.ts';
import { patience } from '../../support/sshd.ts';
import { type ContractService, contractZones, type RightWay } from './contract.ts';
import { keyFrom } from './dns-update/bind-test.ts';
import type { DnsListener, listenForDns } from './dns-update/dns-listener.ts';
import { accessTo, systemWith } from './ssh/access.ts';

/** Milliseconds; no test waits so long, so that what ends was ended by its caller. */
export const limit = 600_000;

interface HttpOptions {
  readonly server: URL;
  readonly token: Secret;
  readonly send: Send;
  readonly now: () => number;
}

/** A channel over HTTP, with the local double. */
export function httpService(
  openChannel: (options: HttpOptions) => Channel,
  openDouble: (options: DoubleOptions) => Promise<Double>,
  send: Send,
): ContractService {
  const zones = Object.fromEntries(contractZones.map((zone) => [zone, {}]));
  const way = async (options: DoubleOptions = {}, token = 'T0ken'): Promise<RightWay & { readonly double: Double }> => {
    const double = await openDouble({ zones, ...options });
    return {
      double,
      channel: openChannel({ server: new URL(double.url), token: new Secret(token), send, now: () => Date.now() }),
      ipv4Of: async (zone) => double.zones.get(zone)?.ipv4 ?? null,
    };
  };
  return {
    right: () => way(),
    unknownKey: () => way({}, 'an0ther'),
    impostor: async () => (await way({ faults: always(captivePortal) })).channel,
    async silent() {
      const { channel, double } = await way({ faults: always({ kind: 'hang', when: 'after' }) });
      return { channel, taken: () => double.arrival(1) };
    },
  };
}

/** DNS UPDATE, with a real BIND, and with a server that knows no key. */
export function dnsService(
  openBind: (options: BindOptions) => Promise<Bind>,
  listen: (...options: Parameters<typeof listenForDns>) => Promise<DnsListener>,
): ContractService {
  const channelTo = ({ server }: Pick<Bind, 'server'>, key: TsigKey) =>
    dnsUpdate({ server, key, exchange: dnsExchange({ timeout: limit }), now: () => Date.now() });
  const way = async (differing: Partial<TsigKey> = {}): Promise<RightWay> => {
    const bind = await openBind({ zones: contractZones.map((name) => ({ name, records: [] })) });
    const key = keyFrom(bind.keys.get('hmac-sha256.tsig.dynv6.com'));
    return {
      channel: channelTo(bind, { ...key, ...differing }),
      async ipv4Of(zone) {
        const lines = await bind.transfer(zone);
        return lines.flatMap((line) => / IN A (.+)$/.exec(line.replace(/^ns1\..*/, ''))?.[1] ?? [])[0] ?? null;
      },
    };
  };
  const key = keyFrom('contract.tsig.dynv6.com:c2VjcmV0');
  return {
    right: () => way(),
    unknownKey: () => way({ secret: new Secret('b3RoZXI=') }),
    // It says yes, and does not prove that it is the service.
    impostor: async () => channelTo(await listen(({ bytes }) => [unsignedYes(bytes)]), key),
    async silent() {
      const listener = await listen(() => 'silence');
      const taken = () => expect.poll(() => listener.heard.length, { timeout: patience }).toBeGreaterThan(0);
      return { channel: channelTo(listener, key), taken };
    },
  };
}

/** SSH, with a real sshd. */
export function sshService(openSshd: (options: SshdOptions) => Promise<SshDouble>): ContractService {
  const zones = Object.fromEntries(contractZones.map((zone) => [zone, { records: [] }]));
  const way = async (options: SshdOptions = {}, key: 'good' | 'stranger' = 'good') => {
    const sshd = await openSshd({ zones, ...options });
    const access = { ...accessTo(sshd), identity: sshd.keys[key] };
    return {
      sshd,
      channel: ssh({ ...access, system: systemWith(sshd.folder), timeout: limit }),
      // The double writes its state without a lock, so what it took is looked up in its log.
      async ipv4Of(zone: string) {
        const start = `hosts ${zone} set ipv4addr `;
        const taken = (await sshd.commands()).filter((line) => line.startsWith(start));
        return taken.at(-1)?.slice(start.length) ?? null;
      },
    };
  };
  return {
    right: () => way(),
    unknownKey: () => way({}, 'stranger'),
    impostor: async () => (await way({ answers: { '*': { stdout: 'Welcome to this router!\n> ', code: 1 } } })).channel,
    async silent() {
      const { channel, sshd } = await way({ answers: { '*': { hangs: true } } });
      const taken = () => expect.poll(() => sshd.commands(), { timeout: patience }).not.toEqual([]);
      return { channel, taken };
    },
  };
}

function unsignedYes(request: Uint8Array): Uint8Array {
  const message = decodeMessage(request)?.message;
  if (message === undefined) throw new Error('no request');
  return encodeMessage({ ...message, response: true, authorities: [], additionals: [] });
}
