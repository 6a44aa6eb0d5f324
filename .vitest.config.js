import process from 'node:process';
import { configDefaults } from 'vitest/config';

/** Tests of what Windows has not: shells, file modes, users, signals, supervisors of services, network namespaces. */
const ofUnix = [
  'test/lab/**',
  'test/support/support.test.ts',
  'test/system/acme/{hooks,wait}.test.ts',
  'test/system/rest/asking.test.ts',
  'test/system/{service,ssh,watch}/**',
  'test/system/update/{cache,config,environment,network,token}.test.ts',
  'test/unit/cache/{cache,disk,lock,processes}.test.ts',
  'test/unit/cli/output.test.ts',
  'test/unit/channels/ssh/{run-process,ssh}.test.ts',
  'test/unit/detect/world.test.ts',
  'test/unit/hooks/**',
  'test/unit/service/{cron,install,scripts,shell,systemd}.test.ts',
  'test/unit/watch/endurance.test.ts',
];

const left = process.platform === 'win32' ? ofUnix : [];
if (left.length > 0) process.stderr.write(`Skipped on Windows: ${left.join(' ')}\n`);

export default { test: { exclude: [...configDefaults.exclude, ...left] } };
