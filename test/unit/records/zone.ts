import type { Zone } from '../../../src/update.ts';

export const zone = 'example.dynv6.net' as Zone;
