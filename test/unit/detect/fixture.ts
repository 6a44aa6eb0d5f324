import { readFileSync } from 'node:fs';
import type { NodeInterfaces } from '../../../src/detect/node-list.ts';

/** What a system's file or tool really printed, in exact layout: `linux/if_inet6.mixed.txt`. */
export function fixture(name: string): string {
  return readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8');
}

export function interfacesFixture(name: string): NodeInterfaces {
  return JSON.parse(fixture(name));
}
