import { parseStore } from '../../src/cache/store.ts';
import { parseKeyFile } from '../../src/channels/dns-update/key-file.ts';
import { decodeMessage, encodeMessage } from '../../src/channels/dns-update/message.ts';
import { parseName } from '../../src/channels/dns-update/name.ts';
import { parseData } from '../../src/channels/dns-update/record-data.ts';
import { verify } from '../../src/channels/dns-update/tsig.ts';
import { readAnswer as readDyndns2Answer } from '../../src/channels/dyndns2.ts';
import { excerpt, parseHttpDate, parseRetryAfter } from '../../src/channels/http-status.ts';
import { readEmpty, readJson } from '../../src/channels/rest/answer.ts';
import { parseEach, parseRestRecord, parseRestZone } from '../../src/channels/rest/shapes.ts';
import { parseSshDestination } from '../../src/channels/ssh/destination.ts';
import { parseZones } from '../../src/channels/ssh/read-zones.ts';
import { readAnswer as readUpdateAnswer } from '../../src/channels/update-api.ts';
import { readClock } from '../../src/check/clock.ts';
import { factsOf as factsOfIfconfig } from '../../src/detect/bsd/facts.ts';
import { parseIfconfig } from '../../src/detect/bsd/ifconfig.ts';
import { parseIpv4DefaultRoute, parseIpv6DefaultRoute } from '../../src/detect/linux/default-route.ts';
import { parseIfInet6 } from '../../src/detect/linux/if-inet6.ts';
import { parseDevices } from '../../src/detect/linux/interfaces.ts';
import { parseIpJson, parseIpText } from '../../src/detect/linux/ip-address.ts';
import { parseOnLinkPrefixes } from '../../src/detect/linux/ipv6-route.ts';
import { parseMachine } from '../../src/detect/replay.ts';
import { parseMemory, recall } from '../../src/detect/tool-memory.ts';
import { parseDotnetLines } from '../../src/detect/windows/dotnet-lines.ts';
import { parseNetIpAddress } from '../../src/detect/windows/net-ip-address.ts';
import { parseMetrics } from '../../src/hooks/metrics-text.ts';
import { parsePrefixed } from '../../src/ip/network.ts';
import { maskMachine } from '../../src/mask/mask-machine.ts';
import { maskText } from '../../src/mask/mask-text.ts';
import { parseRecord } from '../../src/records/parse-record.ts';
import { parseRecordsFile } from '../../src/records/parse-records-file.ts';
import { splitWords, unquote } from '../../src/records/words.ts';
import { Secret } from '../../src/secret.ts';
import { readConfigFile } from '../../src/settings/config-file.ts';
import { definitions, settingNames } from '../../src/settings/definitions.ts';
import { parseDuration } from '../../src/settings/duration.ts';
import { parseHookUrl } from '../../src/settings/hook-url.ts';
import { parseHostPort, parseServer } from '../../src/settings/server.ts';
import { parseIpv4Wish, parseIpv6Wish, parsePrefixWish } from '../../src/settings/wish.ts';
import { parseZone } from '../../src/settings/zone.ts';
import { homeServer } from '../support/machine.ts';
import { zoneNamed } from '../support/zone.ts';
import { fixture } from '../unit/detect/fixture.ts';

/** Something that reads what others wrote. It may refuse whatever it likes; it may not throw. */
export interface Reader {
  readonly name: string;
  /** Texts that it takes, to be damaged. */
  readonly truths: readonly string[];
  readonly read: (text: string) => unknown;
}

const zone = zoneNamed('example.dynv6.net');
const token = new Secret('T0ken');
const now = Date.UTC(2026, 10, 24);
const keyText = 'key "k.example" { algorithm hmac-sha256; secret "c2VjcmV0IHNlY3JldCBzZWNyZXQ="; };';

function bytesOf(text: string): Uint8Array {
  return Buffer.from(text, 'latin1');
}

const message = Buffer.from(
  encodeMessage({
    id: 4711,
    response: true,
    opcode: 5,
    authoritative: false,
    truncated: false,
    recursionDesired: false,
    responseCode: 0,
    questions: [],
    answers: [],
    authorities: [],
    additionals: [],
  }),
).toString('latin1');

/** The text as the body, the headers and, by its length, the status of an answer. */
function answerOf(text: string) {
  const [contentType = '', retryAfter = ''] = text.split('\n');
  const status = [200, 200, 204, 302, 400, 401, 403, 404, 422, 429, 500, 503][text.length % 12] ?? 200;
  return { status, contentType, body: text, retryAfter, location: text, date: retryAfter };
}

const machineReaders: readonly Reader[] = [
  { name: '/proc/net/if_inet6', truths: [fixture('linux/if_inet6.mixed.txt')], read: parseIfInet6 },
  {
    name: '/proc/net/ipv6_route',
    truths: [fixture('linux/ipv6_route.dhcpcd.txt'), fixture('linux/ipv6_route.wg-table-multipath-blackhole.txt')],
    read: (text) => [parseOnLinkPrefixes(text), parseIpv6DefaultRoute(text)],
  },
  {
    name: '/proc/net/route',
    truths: ['Iface\tDestination\tGateway\tFlags\neth0\t00000000\t0102A8C0\t0003\t0\t0\t0\t00000000\t0\t0\t0\n'],
    read: parseIpv4DefaultRoute,
  },
  { name: '/proc/net/dev', truths: ['a|b\n face |bytes\n eth0: 1 2 3\n'], read: parseDevices },
  { name: 'ip -j', truths: [fixture('linux/ip-j-addr.v4.14.0.json')], read: parseIpJson },
  {
    name: 'ip',
    truths: [fixture('linux/ip-addr.6.1.txt'), fixture('linux/busybox-ip-addr.1.35.txt')],
    read: parseIpText,
  },
  {
    name: 'ifconfig',
    truths: [fixture('macos/ifconfig-L.txt'), fixture('netbsd/ifconfig-L.txt'), fixture('freebsd/ifconfig-L.12.txt')],
    read: (text) => parseIfconfig(text).rows.map((row) => factsOfIfconfig(row, '52:54:00:9f:c5:32', 'netbsd')),
  },
  { name: 'PowerShell’s lines', truths: [fixture('windows/dotnet-pipe-lines.txt')], read: parseDotnetLines },
  {
    name: 'PowerShell’s JSON',
    truths: [fixture('windows/ps51-select-convertto-json-compress.json')],
    read: parseNetIpAddress,
  },
  {
    name: 'a picture of a machine',
    truths: [JSON.stringify(homeServer)],
    read: (text) => {
      const machine = parseMachine(text);
      return machine.ok ? maskMachine(machine.value) : null;
    },
  },
  {
    name: 'a tool’s remembered answer',
    truths: [
      JSON.stringify({ key: '', takenAt: 0, interfaces: homeServer.interfaces, addresses: homeServer.addresses }),
    ],
    read: (text) => recall(parseMemory(text), [], now),
  },
  { name: 'words to mask', truths: ['/sbin/ip failed (2a02::1 on 02:00:5e:10:20:30)'], read: maskText },
];

const answerReaders: readonly Reader[] = [
  {
    name: 'the Update API’s answer',
    truths: ['addresses updated', 'zone not found', '<html>'],
    read: (text) => readUpdateAnswer(answerOf(text), 'dynv6.com', token, now),
  },
  {
    name: 'dyndns2’s answer',
    truths: ['good 198.41.0.4', 'nochg', 'badauth'],
    read: (text) => readDyndns2Answer(answerOf(text), 'dynv6.com', now, token),
  },
  {
    name: 'REST’s answer',
    truths: [
      '{"name":"example.dynv6.net","ipv4address":"","ipv6prefix":"","id":1,"createdAt":"","updatedAt":""}',
      '[{"type":"A","name":"","data":"","priority":null,"flags":null,"tag":"","weight":null,"port":null,"id":1,"zoneID":1}]',
      '{"error":{"name":"ValidationError","message":"no","fields":[{"name":"data","message":"is wrong"}]}}',
    ],
    read: (text) => {
      const context = { subject: 'zone', host: 'dynv6.com', token, now } as const;
      const zones = readJson(answerOf(text), context, parseRestZone);
      const records = readJson(answerOf(text), context, (json) => parseEach(json, parseRestRecord));
      return [zones, records, readEmpty(answerOf(text), context)];
    },
  },
  {
    name: 'headers and excerpts of an answer',
    truths: ['Tue, 24 Nov 2026 17:00:00 GMT', '3600', '<html><head><title>Log in</title></head>'],
    read: (text) => [
      parseRetryAfter(text, now),
      parseHttpDate(text),
      excerpt(text, [token]),
      readClock(text, 'x', now),
    ],
  },
  { name: 'the SSH shell’s list of zones', truths: ['example.dynv6.net 198.41.0.4\n'], read: parseZones },
  {
    name: 'a DNS message',
    truths: [message],
    read: (text) => decodeMessage(bytesOf(text)),
  },
  {
    name: 'a signed DNS message',
    truths: [message],
    read: (text) => {
      const key = parseKeyFile(keyText, { source: 'k', keyName: undefined });
      if (!key.ok) throw new Error(key.failure.message);
      return verify(bytesOf(text), key.value, now, null);
    },
  },
];

const settingReaders: readonly Reader[] = [
  {
    name: 'the config file',
    truths: [
      JSON.stringify({ via: 'rest', timeout: '10s', zones: ['a.dynv6.net', { zone: 'b.dynv6.net', token: 'x' }] }),
    ],
    read: (text) => readConfigFile('config.json', { read: () => Buffer.from(text, 'latin1'), mode: () => 0o644 }),
  },
  {
    name: 'every setting',
    truths: ['auto', '2a02:12ab::1/64', '10s', 'https://dynv6.com', 'eth0', '64', 'api@dynv6.com:22'],
    read: (text) => settingNames.map((name) => definitions[name].parse(text)),
  },
  {
    name: 'a zone',
    truths: ['example.dynv6.net', 'bücher.example', 'xn--bcher-kva.example.'],
    read: (text) => parseZone(text),
  },
  { name: 'a duration', truths: ['10s', '500ms', '24h', '1.5d'], read: parseDuration },
  {
    name: 'addresses and networks',
    truths: ['198.41.0.4', '2a02:12ab::1/64', '::ffff:198.41.0.4', 'auto', 'remove'],
    read: (text) => [parsePrefixed(text), parseIpv4Wish(text), parseIpv6Wish(text), parsePrefixWish(text)],
  },
  {
    name: 'servers',
    truths: ['https://dynv6.com/', 'ns1.dynv6.com:53', '[2a02::1]:53', 'api@[2a02::1]:22'],
    read: (text) => [parseServer(text), parseHostPort(text, 53), parseSshDestination(text), parseHookUrl(text)],
  },
];

const fileReaders: readonly Reader[] = [
  {
    name: 'the cache file',
    truths: [
      JSON.stringify({
        version: 1,
        entries: {
          k: { accepted: { ipv4: { value: '198.41.0.4', at: 1 } }, response: null, changedAt: null, refusal: null },
        },
      }),
    ],
    read: parseStore,
  },
  {
    name: 'a key file',
    truths: [keyText, 'hmac-sha256:k.example:c2VjcmV0', 'k.example. IN KEY 512 3 165 c2VjcmV0'],
    read: (text) => parseKeyFile(text, { source: 'k', keyName: undefined }),
  },
  {
    name: 'a file of records',
    truths: [
      '[{"name":"www","type":"A","data":"198.41.0.4"},{"name":"@","type":"MX","data":"mail","priority":10}]',
      '{"records":[{"name":"_sip._tcp","type":"SRV","data":"sip","priority":1,"weight":2,"port":5060}]}',
    ],
    read: (text) => parseRecordsFile(zone, text),
  },
  {
    name: 'a record’s words',
    truths: ['www TXT "v=spf1 -all"', '@ CAA 0 issue "letsencrypt.org"', '_sip._tcp SRV 1 2 5060 sip.example.net.'],
    read: (text) => {
      const [name = '', type = '', ...data] = splitWords(text) ?? text.split(' ');
      return [parseRecord(zone, name, type, data), unquote(text)];
    },
  },
  {
    name: 'names and data of DNS',
    truths: ['_acme-challenge.example.dynv6.net.', '\\065\\.b', '2a02:12ab::1', '10 mail.example.net.'],
    read: (text) => [parseName(text), parseData('TXT', text), parseData('AAAA', text), parseData('A', text)],
  },
  {
    name: 'a file of metrics',
    truths: ['dynv6_last_success_timestamp_seconds{zone="example.dynv6.net"} 1795539600\n'],
    read: parseMetrics,
  },
];

export const readers: readonly Reader[] = [...machineReaders, ...answerReaders, ...settingReaders, ...fileReaders];
