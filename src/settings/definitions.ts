import { fail, ok } from '../result.ts';
import { channelNames } from '../update.ts';
import { channel, type Definition, define, durationOrOff, flag, named, positiveDuration, text } from './definition.ts';
import { parseDuration } from './duration.ts';
import { parseHookUrl } from './hook-url.ts';
import { checkedLength, parseIpv4Wish, parseIpv6Wish, parsePrefixWish } from './wish.ts';

/** Every setting that a zone may have, under its name in the config file. */
export const definitions = {
  ipv4: define({
    flags: '--ipv4 <how>',
    description:
      'detect (a public address of an interface, else auto), interface (never auto), auto (the address that the service sees), none, remove, or an ADDRESS; default: detect',
    parse: text(parseIpv4Wish),
    fallback: 'detect',
    schema: { type: 'string', examples: ['detect', 'interface', 'auto', 'none', 'remove'] },
  }),
  ipv6: define({
    flags: '--ipv6 <how>',
    description: 'detect, auto, 6to4, none, or an ADDRESS[/LENGTH]; default: detect',
    parse: text(parseIpv6Wish),
    fallback: { wish: 'detect', network: null },
    schema: { type: 'string', examples: ['detect', 'auto', '6to4', 'none'] },
  }),
  prefix: define({
    flags: '--prefix <how>',
    description:
      'detect (of the detected IPv6 address), auto, 6to4, none, remove, or a NETWORK/LENGTH; default: detect',
    parse: text(parsePrefixWish),
    fallback: 'detect',
    schema: { type: 'string', examples: ['detect', 'auto', '6to4', 'none', 'remove'] },
  }),
  interface: define({
    flags: '-i, --interface <name>',
    description: 'look at this network interface only; an "auto" request leaves by it or not at all',
    parse: text(named),
    fallback: null,
    schema: { type: 'string' },
  }),
  prefixLength: define({
    flags: '--prefix-length <n>',
    description: 'the length of the IPv6 prefix to publish; default: that of the on-link network',
    environment: ['netmask'],
    parse: (raw) => (/^\d+$/.test(String(raw)) ? checkedLength(Number(raw)) : checkedLength(Number.NaN)),
    fallback: null,
    schema: { type: 'integer', minimum: 12, maximum: 128 },
  }),
  temporary: define({
    flags: '--temporary',
    description: 'temporary (privacy) addresses may be published',
    parse: flag,
    fallback: false,
    schema: { type: 'boolean' },
  }),
  via: define({
    flags: '--via <channel>',
    description: `the way into the service: ${channelNames.join(', ')}; default: update-api`,
    parse: text(channel),
    fallback: 'update-api',
    schema: { enum: channelNames },
  }),
  server: define({
    flags: '--server <url>',
    description:
      'default: https://dynv6.com; for dns HOST[:PORT], default ns1.dynv6.com; for ssh [USER@]HOST[:PORT], default api@dynv6.com',
    parse: text(named),
    fallback: null,
    schema: { type: 'string' },
  }),
  timeout: define({
    flags: '--timeout <duration>',
    description: 'for one request; default: 10s',
    parse: text(positiveDuration),
    fallback: 10_000,
    schema: { type: 'string', examples: ['10s'] },
  }),
  retries: define({
    flags: '--retries <n>',
    description: 'how often to try again what may pass; default: 3',
    parse: (raw) => (/^\d{1,2}$/.test(String(raw)) ? ok(Number(raw)) : fail('a number from 0 to 99')),
    fallback: 3,
    schema: { type: 'integer', minimum: 0, maximum: 99 },
  }),
  maxAge: define({
    flags: '--max-age <duration>',
    description: 'send again what was accepted longer ago; default: 24h',
    parse: text(parseDuration),
    fallback: 24 * 3_600_000,
    schema: { type: 'string', examples: ['24h'] },
  }),
  identity: define({
    flags: '--identity <file>',
    description: 'ssh: the private key',
    parse: text(named),
    fallback: null,
    schema: { type: 'string' },
  }),
  knownHosts: define({
    flags: '--known-hosts <file>',
    description: "ssh: the known host keys; default: ssh's own",
    parse: text(named),
    fallback: null,
    schema: { type: 'string' },
  }),
  keyFile: define({
    flags: '--key-file <file>',
    description: 'dns: the file that holds the TSIG key, as tsig-keygen writes it, or [ALGORITHM:]NAME:SECRET',
    parse: text(named),
    fallback: null,
    schema: { type: 'string' },
  }),
  key: define({
    flags: '--key <name>',
    description: 'dns: which key of the key file',
    parse: text(named),
    fallback: null,
    schema: { type: 'string' },
  }),
  autoInterval: define({
    flags: '--auto-interval <duration>',
    description: 'watch: look after each zone, and ask "auto" values anew, so often; default: 5m',
    parse: text(positiveDuration),
    fallback: 5 * 60_000,
    schema: { type: 'string', examples: ['5m'] },
  }),
  settle: define({
    flags: '--settle <duration>',
    description: 'watch: a change counts once it has stood for so long; default: 2200ms',
    parse: text(parseDuration),
    fallback: 2200,
    schema: { type: 'string', examples: ['2200ms'] },
  }),
  verify: define({
    flags: '--verify <duration>',
    description:
      'watch: ask the name servers so often whether the zone still holds what was published, and put it right; or off; default: 1h',
    parse: text(durationOrOff),
    fallback: 3_600_000,
    schema: { type: 'string', examples: ['1h', 'off'] },
  }),
  onChange: define({
    flags: '--on-change <command>',
    description: 'run this shell command when the addresses have changed; DYNV6_IPV4, DYNV6_ZONE, … tell it what',
    parse: text(named),
    fallback: null,
    schema: { type: 'string' },
  }),
  notifyUrl: define({
    flags: '--notify-url <url>',
    description: 'send a JSON message there when the addresses have changed; watch: also when trouble begins and ends',
    parse: text(parseHookUrl),
    fallback: null,
    secret: true,
    schema: { type: 'string', format: 'uri' },
  }),
  pingUrl: define({
    flags: '--ping-url <url>',
    description: 'ask for this URL after success, URL/fail after failure, URL/start before (healthchecks.io)',
    parse: text(parseHookUrl),
    fallback: null,
    secret: true,
    schema: { type: 'string', format: 'uri' },
  }),
  metrics: define({
    flags: '--metrics <file>',
    description: "write the state into this file for Prometheus (node_exporter's textfile collector)",
    parse: text(named),
    fallback: null,
    schema: { type: 'string' },
  }),
} as const;

type Definitions = typeof definitions;
export type SettingName = keyof Definitions;
export type SettingValues = {
  readonly [Name in SettingName]: Definitions[Name] extends Definition<infer Value> ? Value : never;
};

export const settingNames = Object.keys(definitions).filter((name): name is SettingName => name in definitions);
