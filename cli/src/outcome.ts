/** What the program ends with, for scripts and pipelines. */
export enum ExitCode {
  OK = 0,
  /** A limit that was asked for is broken, for example `cost --below 250`, or what is deployed is not healthy. */
  LIMIT_BROKEN = 1,
  /** The command cannot do what it was asked for: wrong options, or nothing to read. */
  WRONG_USE = 2,
}

/** Ends a command whose result breaks a limit or is not healthy, after the result was written. */
export class LimitBroken extends Error {
  /** @param nextStep what to do about it, as a sentence without a full stop */
  constructor(message: string, public readonly nextStep?: string) {
    super(message);
  }
}

/** Ends a command that was called in a wrong way. */
export class WrongUse extends Error {
  /** @param nextStep what to do about it, as a sentence without a full stop */
  constructor(message: string, public readonly nextStep?: string) {
    super(message);
  }
}
