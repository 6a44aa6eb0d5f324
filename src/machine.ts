/** A fact that its source may be unable to tell. "Unknown" is never taken for "no". */
export type Known<Value> = Value | 'unknown';

export type Family = 'ipv4' | 'ipv6';

export const familyNames: Readonly<Record<Family, string>> = { ipv4: 'IPv4', ipv6: 'IPv6' };

/** An address of an interface that is up, as the system describes it. */
export interface MachineAddress {
  /** As the user would type it: no alias label (`eth0:1`), no parent (`eth0.100@eth0`). */
  readonly interface: string;
  readonly family: Family;
  /** RFC 5952 for IPv6, dotted decimal for IPv4; never with a zone index. */
  readonly address: string;
  readonly prefixLength: Known<number>;
  /** A privacy address (RFC 8981). */
  readonly temporary: Known<boolean>;
  /** Past its preferred lifetime (RFC 4862, section 5.5.4). */
  readonly deprecated: Known<boolean>;
  /** Duplicate address detection has not finished. */
  readonly tentative: Known<boolean>;
  /** Duplicate address detection found another host with it. */
  readonly duplicate: Known<boolean>;
  /** Its router or prefix is gone (the BSDs' and macOS's word). */
  readonly detached: Known<boolean>;
  /** Made for 464XLAT (RFC 6877); reaches nobody from outside. */
  readonly clat: Known<boolean>;
  /** Who made it. `eui-64`: SLAAC with the interface's MAC; `slaac`: any other identifier. */
  readonly origin: Known<'manual' | 'dhcp' | 'eui-64' | 'slaac'>;
  /** Milliseconds for which it stays preferred, counted from when the picture was taken. */
  readonly preferredLifetime: Known<number | 'forever'>;
}

export interface MachineInterface {
  readonly name: string;
  /** Up, and with a carrier. An interface without a link has no address in the picture. */
  readonly link: Known<boolean>;
}

/** A network that an interface reaches without a router (RFC 4861, section 2.1). */
export interface OnLinkPrefix {
  readonly interface: string;
  /** `2a02:…::/64`. */
  readonly network: string;
}

/** A plain, serialisable picture of this machine's addresses. Every platform's reader fills the same shape. */
export interface Machine {
  readonly platform: string;
  readonly interfaces: readonly MachineInterface[];
  readonly addresses: readonly MachineAddress[];
  /** IPv6 only. Asked for only where an address does not tell its own network (a /128). */
  readonly onLinkPrefixes: Known<readonly OnLinkPrefix[]>;
  /** The interface by which the kernel would reach the internet; null where there is no route. */
  readonly outgoing: Readonly<Record<Family, Known<string | null>>>;
  /** Why a family could not be looked at (IPv6 off, the system refuses); null where it could. */
  readonly blind: Readonly<Record<Family, string | null>>;
  /** What could not be told and why, each a whole sentence that names the tool and the way round. */
  readonly notes: readonly string[];
}

/** What a first look leaves open and the choice hangs on. */
export interface Questions {
  /** The preferred lifetimes of the IPv6 addresses. */
  readonly lifetimes: boolean;
  /** The families for which the kernel is to be asked for the outgoing interface. */
  readonly outgoing: readonly Family[];
}

/** One system's way to look at the machine. */
export interface Detector {
  /** All that can be had at no cost: addresses, and their flags where no process is needed for them. Never throws. */
  look(signal: AbortSignal): Promise<Machine>;
  /** The same picture with the answers filled in; what cannot be told stays `unknown`. Never throws. */
  ask(machine: Machine, questions: Questions, signal: AbortSignal): Promise<Machine>;
}
