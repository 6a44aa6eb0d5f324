import { join } from 'node:path';
import { openHomeNetwork } from './home-network.ts';

/** Opens a home network with some life in it, says where, and waits to be killed. */
const home = await openHomeNetwork(join(import.meta.dirname, 'service-process.mjs'));
await home.plug('eth0');
await home.advertisements.announce([{ network: '2a02:12ab:34c:ef::/64' }]);
home.host.start(['sleep', 'infinity'], 'ignore');
const networks = [home.host, home.router, home.service.namespace].map(({ network }) => network);
console.log([home.folder, ...networks].join('\n'));
