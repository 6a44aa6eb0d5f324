import { expect } from 'vitest';
import { executeAlone, shareConnection } from '../../../../src/channels/ssh/connection.ts';
import { readZones } from '../../../../src/channels/ssh/read-zones.ts';
import { sshZoneEditor } from '../../../../src/channels/ssh/zone-editor.ts';
import { test } from '../../../support/sshd.ts';
import { accessTo, systemWith } from './access.ts';
import { zoneOf } from './zone.ts';

const forever = new AbortController().signal;
const zone = zoneOf('example.dynv6.net');

test('records are set, replaced and deleted over one connection', async ({ sshd }) => {
  const outcomes = await shareConnection(accessTo(sshd), systemWith(), forever, async (execute) => {
    const editor = sshZoneEditor(zone, execute);
    return [
      await editor.setAddress('www', 'a', '198.41.0.4'),
      await editor.setAddress('www', 'a', '198.41.0.5'),
      await editor.setAddress('nas', 'aaaa', null),
      await editor.setText('_acme-challenge', 'two words'),
      await editor.setText('other', 'v'),
      await editor.deleteText('other', 'v'),
      await editor.setAddress('old', 'a', '198.41.0.6'),
      await editor.deleteAddress('old', 'a'),
    ].map((result) => (result.ok ? result.value.response : result.failure.message));
  });
  expect(outcomes).toEqual(['created', 'updated', 'created', 'created', 'created', 'deleted', 'created', 'deleted']);
  expect(await sshd.zones()).toEqual({
    'example.dynv6.net': {
      records: [
        { name: 'www', type: 'a', data: '198.41.0.5' },
        { name: 'nas', type: 'aaaa', data: '' },
        { name: '_acme-challenge', type: 'txt', data: 'two words' },
      ],
    },
  });
  expect(await sshd.connections()).toBe(1);
});

test('a value that has no form over SSH is not sent', async ({ sshd }) => {
  const editor = sshZoneEditor(zone, executeAlone(accessTo(sshd), systemWith(), forever));
  expect(await editor.setText('x', 'a "quoted" word')).toMatchObject({ ok: false, failure: { code: 'usage' } });
  expect(await sshd.commands()).toEqual([]);
});

test('the zones of the key are listed, and nothing is changed', async ({ openSshd }) => {
  const sshd = await openSshd({ zones: { 'example.dynv6.net': { records: [] }, 'lab.v6.rocks': { records: [] } } });
  expect(await readZones(executeAlone(accessTo(sshd), systemWith(), forever))).toEqual({
    ok: true,
    value: ['example.dynv6.net', 'lab.v6.rocks'],
  });
  expect(await sshd.commands()).toEqual(['hosts']);
});

test('a host that has no such command is not the service', async ({ openSshd }) => {
  const sshd = await openSshd({ answers: { hosts: { stderr: 'sh: 1: hosts: not found', code: 127 } } });
  expect(await readZones(executeAlone(accessTo(sshd), systemWith(), forever))).toMatchObject({
    failure: { code: 'unexpected-answer' },
  });
});
