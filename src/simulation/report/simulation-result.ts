/** A minute of a simulation. */
export interface TimelinePoint {
  /** Start of the minute, in seconds from the start of the trace. */
  readonly atSeconds: number;
  /** Load that came in, on average. */
  readonly loadValue: number;
  /** How much of what serves was in use, on average, from 0 to 100. */
  readonly utilizationPercent: number;
  /** Instances or tasks that took load at the end of the minute. */
  readonly servingUnits: number;
  /** Instances or tasks that were wanted at the end of the minute. */
  readonly desiredUnits: number;
  /** Load that nothing took, on average. */
  readonly droppedValue: number;
  /** Work that waited at the end of the minute; 0 where nothing can wait. */
  readonly waitingValue: number;
}

/** A change of the capacity. */
export interface ScalingDecision {
  /** Seconds from the start of the trace. */
  readonly atSeconds: number;
  /** Instances or tasks before. */
  readonly fromUnits: number;
  /** Instances or tasks after. */
  readonly toUnits: number;
  /** What made it: an alarm with what it saw, or a schedule. */
  readonly cause: string;
  /** The rule that was applied, in words. */
  readonly rule: string;
  /** How sure the rule is: `documented` by AWS, `observed` in public logs, or `modelled` here. */
  readonly status: string;
  /**
   * The page that documents the rule.
   *
   * @default - no page says it
   */
  readonly source?: string;
}

/** A time in which an alarm was in ALARM. */
export interface AlarmBand {
  /** Name or construct path of the alarm. */
  readonly alarm: string;
  /** Whether the alarm watches for too much, and not for too little. */
  readonly isHigh: boolean;
  /** Start, in seconds from the start of the trace. */
  readonly fromSeconds: number;
  /** End, in seconds from the start of the trace. */
  readonly toSeconds: number;
}

/** A threshold in percent of utilization, for pictures. */
export interface UtilizationThreshold {
  /** Name or construct path of the alarm. */
  readonly alarm: string;
  /** Whether the alarm watches for too much, and not for too little. */
  readonly isHigh: boolean;
  /** The threshold, in percent of utilization. */
  readonly percent: number;
}
