// How libraries report on long work: to an argument, never to stderr. The command line prints; a notebook or a test
// stays silent or listens.

/** How far one piece of work is. `done` counts towards the total given at opening. */
export interface Progress {
  update(done: number, detail?: string): void;
  finish(detail?: string): void;
}

/** Where long work reports. */
export interface Reporter {
  /** Opens the progress of one piece of work. `start` is what an earlier, interrupted run had already done. */
  progress(label: string, total: number, start?: number): Progress;
  /** One line that a user should see: something was skipped, started anew, or went wrong and was survived. */
  note(line: string): void;
}

/** Reports nothing: what libraries take when no reporter is given. */
export const silentReporter: Reporter = {
  progress: () => ({ update: () => {}, finish: () => {} }),
  note: () => {},
};
