import type { Failure } from '../failure.ts';
import { fail, ok, type Result } from '../result.ts';
import { attempt } from './attempt.ts';
import { detectorFor } from './detect.ts';
import type { Observed } from './observed.ts';
import type { DetectWorld } from './world.ts';

/** Bytes of the routing table that are read: the default route stands at its beginning. */
const routesLimit = 4096;

/** The machine that the program runs on, or that of a picture in a file; no file where its name is empty. */
export async function observe(world: DetectWorld, file: string): Promise<Result<Observed, Failure>> {
  if (file === '') return ok(thisMachine(world));
  const { replayFile } = await import('./replay.ts');
  try {
    return replayFile(() => world.readText(file));
  } catch (cause) {
    return fail({ code: 'config', message: `the picture ${file} (from DYNV6_MACHINE) cannot be read`, cause });
  }
}

function thisMachine(world: DetectWorld): Observed {
  const { platform, readText, networkInterfaces } = world;
  const tables: readonly (() => string)[] =
    platform === 'linux' || platform === 'android'
      ? [() => readText('/proc/net/if_inet6'), () => readText('/proc/net/route', routesLimit)]
      : [];
  const sources = [...tables, () => JSON.stringify(networkInterfaces())];
  return {
    detector: (memory) => detectorFor(world, memory),
    glance: () => sources.map(textOf).join('\n'),
  };
}

function textOf(read: () => string): string {
  const text = attempt(read);
  return text.ok ? text.value : text.failure.code;
}
