/** How long something takes: not exactly, but from one figure to another. */
export interface DurationRange {
  /** Seconds if everything is quick. */
  readonly minSeconds: number;
  /** Seconds if everything is slow. Failures may take longer. */
  readonly maxSeconds: number;
}
