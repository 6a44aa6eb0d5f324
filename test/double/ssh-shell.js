/**
 * The service's shell, as the forced command of an sshd: one command a connection, or, without one, line by line.
 * `node ssh-shell.js STATE`: the state is JSON (SshState in sshd.ts); every command is added to STATE.log, with the
 * port that its connection came from.
 */
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { isIPv4, isIPv6 } from 'node:net';
import { createInterface } from 'node:readline';

const [, , file] = process.argv;

function answer(line) {
  appendFileSync(`${file}.log`, `${JSON.stringify({ line, from: process.env.SSH_CONNECTION.split(' ')[1] })}\n`);
  const state = JSON.parse(readFileSync(file, 'utf8'));
  const canned = state.answers[line] ?? state.answers['*'];
  if (canned !== undefined) return canned;
  const said = carryOut(wordsOf(line), state);
  writeFileSync(file, JSON.stringify(state));
  return said;
}

/** Words may be put in double quotes. */
function wordsOf(line) {
  return [...line.matchAll(/"([^"]*)"|[^\s"]+/g)].map(([word, quoted]) => quoted ?? word);
}

function carryOut([first, zone, verb, ...rest], { zones }) {
  if (first !== 'hosts') return no(`unknown command: ${first ?? ''}`);
  if (zone === undefined)
    return yes(['Your zones:', ...Object.keys(zones).map((name) => `  ${name}  active`)].join('\n'));
  const held = zones[zone];
  if (held === undefined) return no('zone not found');
  if (verb === 'set') return setAddress(held, rest);
  if (verb === 'records') return changeRecords(held, rest);
  return no(`unknown command: ${verb ?? ''}`);
}

function setAddress(held, [field, address = '']) {
  const fits = { ipv4addr: isIPv4, ipv6addr: isIPv6 }[field];
  if (fits === undefined) return no(`unknown attribute: ${field}`);
  if (!fits(address)) return no('invalid address');
  held[field] = address;
  return yes('updated');
}

function changeRecords(held, [verb, name, type, word, data]) {
  if (verb === undefined) return yes(held.records.map((record) => Object.values(record).join(' ')).join('\n'));
  const wanted = { a: 'addr', aaaa: 'addr', txt: 'data' }[type];
  if (wanted === undefined || (word !== undefined && word !== wanted)) return no('invalid record');
  const same = (record) => record.name === name && record.type === type;
  if (verb === 'set') {
    const there = held.records.some(same);
    held.records = [...held.records.filter((record) => !same(record)), { name, type, data: data ?? '' }];
    return yes(there ? 'updated' : 'created');
  }
  if (verb !== 'del' || !held.records.some(same)) return no('record not found');
  held.records = held.records.filter((record) => !same(record) || (data !== undefined && record.data !== data));
  return yes('deleted');
}

function yes(stdout) {
  return { stdout };
}

function no(stdout) {
  return { stdout, code: 1 };
}

function tell({ stdout = '', stderr = '', code = 0 }) {
  process.stdout.write(stdout === '' ? '' : `${stdout}\n`);
  process.stderr.write(stderr === '' ? '' : `${stderr}\n`);
  process.exitCode = code;
}

/** The session's own process ends with its client, and nothing else would tell us. */
function waitForTheEndOf(session) {
  setInterval(() => process.ppid === session || process.exit(1), 50);
}

const command = process.env.SSH_ORIGINAL_COMMAND;
if (command === undefined) {
  process.stdout.write('dynv6> ');
  for await (const line of createInterface({ input: process.stdin })) {
    if (line.trim() === 'exit') break;
    tell(answer(line.trim()));
    process.stdout.write('dynv6> ');
  }
  process.exitCode = 0;
} else {
  const said = answer(command);
  if (said.hangs) waitForTheEndOf(process.ppid);
  else tell(said);
}
