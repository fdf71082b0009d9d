import type { AlarmBand, TimelinePoint } from './simulation-result';
import type { Reported } from './text';

/** What the JSON of a run holds beside its report. */
export interface Everything extends Reported {
  readonly timeline: TimelinePoint[];
  readonly alarms: AlarmBand[];
}

/** A run for machines. */
export function renderJson(run: Everything): string {
  return `${JSON.stringify({
    group: run.group, secondsToAbsorb: run.secondsToAbsorb ?? null, droppedLoad: run.droppedLoad,
    droppedPercent: run.droppedPercent, peakCapacity: run.peakCapacity, averageCapacity: run.averageCapacity,
    unitHours: run.unitHours, flaps: run.flaps, decisions: run.decisions, alarms: run.alarms, warnings: run.warnings,
    assumptions: run.assumptions, timeline: run.timeline,
  }, (_name, value: unknown) => typeof value === 'number' ? rounded(value) : value, 1)}\n`;
}

function rounded(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}
