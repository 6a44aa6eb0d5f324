import type { Secret } from './secret.ts';
import type { Field, Zone } from './update.ts';

/** What the user wants for one value of a zone. An object holds a value given outright. */
export type Wish = 'detect' | 'interface' | 'auto' | '6to4' | 'none' | 'remove' | { readonly value: string };

export type Wishes = Readonly<Record<Field, Wish>>;

/** How to choose among the addresses of the machine. */
export interface SelectionPolicy {
  /** Look at this interface only. */
  readonly interface: string | null;
  /** Privacy addresses may be chosen. */
  readonly temporary: boolean;
  /** Publish the network of this length; null: the on-link network as it stands. */
  readonly prefixLength: number | null;
}

/** When to send. */
export interface SendingPolicy {
  /** Send even what is unchanged or held back. */
  readonly force: boolean;
  /** Milliseconds after which what was accepted is sent again. */
  readonly maxAge: number;
}

/** Which way into the service, and with what. */
export type Way =
  | { readonly channel: 'update-api' | 'dyndns2' | 'rest'; readonly server: URL; readonly token: Secret }
  | { readonly channel: 'dns'; readonly server: HostPort; readonly keyFile: string; readonly keyName: string | null }
  | {
      readonly channel: 'ssh';
      readonly server: string;
      readonly identity: string | null;
      readonly knownHosts: string | null;
    };

/** A server that is not named by a URL. */
export interface HostPort {
  readonly host: string;
  readonly port: number;
}

/** All that one zone's update needs to know, checked. */
export interface ZoneJob {
  readonly zone: Zone;
  /** The zone as a person reads it: Unicode where it was typed so. */
  readonly label: string;
  readonly way: Way;
  readonly wishes: Wishes;
  readonly selection: SelectionPolicy;
  readonly sending: SendingPolicy;
  readonly dryRun: boolean;
  /** Milliseconds for one request. */
  readonly timeout: number;
  /** How often a failure that may pass is tried again. */
  readonly retries: number;
}
