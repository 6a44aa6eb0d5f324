import { startDouble } from '../double/double.ts';

/**
 * The service: the HTTP double, in a process of its own, for a process can stand in one network only. It listens on
 * the addresses in its arguments, answers every message with its log, and ends with the process that started it.
 */
const double = await startDouble({ addresses: process.argv.slice(2), ports: { http: 80 } });
process.on('message', () => process.send?.(double.log));
process.on('disconnect', () => process.exit());
process.send?.('listening');
