import type { Capabilities, ChannelName } from '../update.ts';

/** The table of the contract: what each channel can carry. Plain data, so that no channel is loaded to ask it. */
export const capabilities: Readonly<Record<ChannelName, Capabilities>> = {
  'update-api': {
    fields: ['ipv4', 'ipv6', 'ipv6prefix'],
    auto: ['ipv4', 'ipv6', 'ipv6prefix'],
    sixToFour: true,
    remove: ['ipv4', 'ipv6prefix'],
  },
  dyndns2: { fields: ['ipv4'], auto: ['ipv4'], sixToFour: false, remove: [] },
  rest: { fields: ['ipv4', 'ipv6', 'ipv6prefix'], auto: [], sixToFour: false, remove: [] },
  dns: { fields: ['ipv4', 'ipv6'], auto: [], sixToFour: false, remove: ['ipv4', 'ipv6'] },
  ssh: { fields: ['ipv4', 'ipv6'], auto: [], sixToFour: false, remove: [] },
};
