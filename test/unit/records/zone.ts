import { zoneNamed } from '../../support/zone.ts';

export const zone = zoneNamed('example.dynv6.net');
