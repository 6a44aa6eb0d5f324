/** Milliseconds between two glances at the machine. */
const least = 750;
const most = 2000;

/** For so many times as long as a glance takes there is rest: a fifth of a percent of a core. */
const restFor = 500;

/**
 * Milliseconds to rest after a glance that took so long: a machine with hundreds of interfaces is glanced at less often.
 * Of the last two glances the quicker counts, for the other one may have been interrupted.
 */
export function openPace(): (took: number) => number {
  let last = 0;
  return (took) => {
    const quicker = Math.min(last, took);
    last = took;
    return Math.min(most, Math.max(least, quicker * restFor));
  };
}
