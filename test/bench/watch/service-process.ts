import { startDouble } from '../../double/double.ts';
import { status } from '../../double/faults.ts';

/**
 * The service in a process of its own, as the lab wants it. It says yes to whatever comes by dyndns2: what is measured
 * is when a client asks, not what it may ask for.
 */
const double = await startDouble({
  addresses: process.argv.slice(2),
  ports: { http: 80 },
  faults: ({ path, parameters }) => (path === '/nic/update' ? status(200, `good ${parameters['myip']}`) : null),
});
process.on('message', () => process.send?.(double.log));
process.on('disconnect', () => process.exit());
process.send?.('listening');
