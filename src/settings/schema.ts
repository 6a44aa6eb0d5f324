import { definitions, settingNames } from './definitions.ts';

/** The JSON Schema (draft 2020-12) of the config file, made of the same table that reads it. */
export function configSchema() {
  const settings = Object.fromEntries(
    settingNames.map((name) => [name, { description: definitions[name].description, ...definitions[name].schema }]),
  );
  const token = { type: 'string', description: 'the HTTP token; better in a file of its own: tokenFile' };
  const tokenFile = { type: 'string', description: 'the file that holds the token; relative to the config file' };
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'dynv6 config file',
    type: 'object',
    additionalProperties: false,
    properties: {
      $schema: { type: 'string' },
      zones: {
        type: 'array',
        description: 'the zones to update; what an entry does not say, the top level says for all',
        items: {
          anyOf: [
            { type: 'string' },
            {
              type: 'object',
              additionalProperties: false,
              required: ['zone'],
              properties: {
                zone: { type: 'string', description: 'the name of the zone, like example.dynv6.net' },
                token,
                tokenFile,
                ...settings,
              },
            },
          ],
        },
      },
      token,
      tokenFile,
      cacheDir: { type: 'string', description: 'where to remember what was sent; relative to the config file' },
      ...settings,
    },
  };
}
