/** Work that goes on beside the caller's own. */
export interface Work {
  begin(work: Promise<void> | null): void;
  /** Throws what some work has thrown: a bug. */
  check(): void;
  /** Resolves when nothing is left; rejects with what some work has thrown. */
  ended(): Promise<void>;
}

export function openWork(): Work {
  const underWay = new Set<Promise<void>>();
  const faults: unknown[] = [];

  function check(): void {
    if (faults.length > 0) throw faults[0];
  }

  return {
    begin(work) {
      if (work === null) return;
      const followed = work.catch((fault: unknown) => void faults.push(fault)).finally(() => underWay.delete(followed));
      underWay.add(followed);
    },
    check,
    async ended() {
      while (underWay.size > 0) await Promise.all(underWay);
      check();
    },
  };
}
