/** Lets one wait, and others end the waiting. */
export interface Alarm {
  /** Resolves after so many milliseconds, or as soon as it rings; at once where it has rung since the last time. */
  sleep(milliseconds: number): Promise<void>;
  ring(): void;
}

export function openAlarm(): Alarm {
  let rung = false;
  let wake: () => void = () => undefined;
  return {
    async sleep(milliseconds) {
      if (!rung) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, milliseconds);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      rung = false;
    },
    ring() {
      rung = true;
      wake();
    },
  };
}
