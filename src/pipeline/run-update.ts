import type { Outcome } from '../outcome.ts';
import type { Settings } from '../settings/settings.ts';
import { updateZones } from './update-zones.ts';
import { openUpdater } from './updater.ts';
import type { World } from './world.ts';

export interface UpdateRun {
  readonly outcomes: readonly Outcome[];
  readonly warnings: readonly string[];
}

/** Updates every zone of the settings once, with the world's effects. */
export async function updateOnce(settings: Settings, world: World, trace: (line: string) => void): Promise<UpdateRun> {
  const updater = openUpdater({ cacheFolder: settings.cacheFolder, trace }, world);
  try {
    const outcomes = await updateZones(settings.zones, updater.effects(), world.signal);
    return { outcomes, warnings: updater.warnings };
  } finally {
    await updater.close();
  }
}
