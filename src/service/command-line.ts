import type { Service } from './service.ts';

/** The whole command line of a service: what is run, and how it is told to behave. */
export function commandLine(service: Service): readonly string[] {
  const { program, words, config, files, tokenFile, cacheFolder, period } = service;
  return [
    ...program.map(({ path }) => path),
    ...(period === null ? ['watch'] : []),
    ...words,
    ...(config === null ? [] : ['--config', config.path]),
    ...(cacheFolder === null ? [] : ['--cache-dir', cacheFolder]),
    ...(tokenFile === null ? [] : ['--token-file', tokenFile.path]),
    ...files.flatMap(({ option, file }) => [option, file.path]),
    // What runs every few minutes speaks only when something is wrong.
    ...(period === null ? [] : ['--quiet']),
  ];
}
