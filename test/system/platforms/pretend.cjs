// Loaded before the command (NODE_OPTIONS=--require=…): the process then takes itself to be on the system of the play
// that PLAY names. Only what the command asks of Node.js is changed; its files, network and processes are real.
const childProcess = require('node:child_process');
const dgram = require('node:dgram');
const { EventEmitter } = require('node:events');
const fs = require('node:fs');
const os = require('node:os');

const {
  platform,
  interfaces,
  source = {},
  closed,
  ahead = 0,
  hurry = 1,
} = JSON.parse(fs.readFileSync(process.env['PLAY'], 'utf8'));

Object.defineProperty(process, 'platform', { value: platform });

os.networkInterfaces = () => {
  if (interfaces !== null) return interfaces;
  // As Node.js words it on Android 10 and later.
  throw Object.assign(
    new Error(
      'A system error occurred: uv_interface_addresses returned Unknown system error 13 (Unknown system error 13)',
    ),
    { code: 'ERR_SYSTEM_ERROR', errno: 13, syscall: 'uv_interface_addresses' },
  );
};

for (const name of ['readFileSync', 'openSync', 'readdirSync', 'accessSync']) {
  const real = fs[name];
  fs[name] = (file, ...rest) => {
    if (closed.some((folder) => String(file).startsWith(folder))) {
      throw Object.assign(new Error(`EACCES: permission denied, open '${file}'`), { code: 'EACCES', errno: -13 });
    }
    return real(file, ...rest);
  };
}

const { now } = Date;
Date.now = () => now() + ahead;

/** The address that the kernel of the play would send from; an error where it has no route. */
dgram.createSocket = (kind) => {
  const address = source[kind === 'udp4' ? 'ipv4' : 'ipv6'];
  return Object.assign(new EventEmitter(), {
    connect() {
      const error = Object.assign(new Error('connect ENETUNREACH'), { code: 'ENETUNREACH' });
      process.nextTick(() => (address === undefined ? this.emit('error', error) : this.emit('connect')));
    },
    address: () => ({ address, port: 9 }),
    close() {},
  });
};

/** Time limits of tools come sooner, so that nobody has to wait for them. */
const { execFile } = childProcess;
childProcess.execFile = (file, words, options, done) =>
  execFile(file, words, { ...options, timeout: options.timeout / hurry }, done);
