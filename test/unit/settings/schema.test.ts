import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { settingNames } from '../../../src/settings/definitions.ts';
import { configSchema } from '../../../src/settings/schema.ts';

test('the published schema is the one that the command prints', async () => {
  const published = await readFile(new URL('../../../docs/config.schema.json', import.meta.url), 'utf8');
  expect(JSON.parse(published)).toEqual(JSON.parse(JSON.stringify(configSchema())));
});

test('every setting can be given for one zone and for all', () => {
  const { properties } = configSchema();
  const [, zone] = properties.zones.items.anyOf;
  expect(Object.keys(properties)).toEqual(expect.arrayContaining([...settingNames]));
  expect(Object.keys(zone?.properties ?? {})).toEqual(expect.arrayContaining([...settingNames]));
});
