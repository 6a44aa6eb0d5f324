import { ok, type Result } from '../../result.ts';
import { attempt, type Refusal } from '../attempt.ts';
import { type ListedAddress, readNodeList } from '../node-list.ts';
import type { DetectWorld } from '../world.ts';
import { type IfInet6Row, parseIfInet6 } from './if-inet6.ts';

/** The two sources that cost nothing: Node's list, and the kernel's flags of the IPv6 addresses. */
export interface Sources {
  /** Of interfaces that are up and running; in words where the system refuses. */
  readonly listed: Result<readonly ListedAddress[], string>;
  /** Of all interfaces that are up, with a carrier or without. */
  readonly rows: Result<readonly IfInet6Row[], Refusal>;
}

export function readSources(world: DetectWorld): Sources {
  const text = attempt(() => world.readText('/proc/net/if_inet6'));
  const listed = readNodeList(() => world.networkInterfaces());
  return {
    listed: listed.ok ? ok(listed.value.map(withoutLabel)) : listed,
    rows: text.ok ? ok(parseIfInet6(text.value)) : text,
  };
}

/** An IPv4 alias label (`eth0:1`) is an interface of its own to Node. The kernel takes no name with a colon. */
function withoutLabel(address: ListedAddress): ListedAddress {
  return { ...address, interface: address.interface.replace(/:.*/s, '') };
}
