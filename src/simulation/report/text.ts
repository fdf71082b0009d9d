import type { ScalingDecision } from './simulation-result';

/** What a report reads of a run. */
export interface Reported {
  readonly group: string;
  readonly decisions: ScalingDecision[];
  readonly secondsToAbsorb?: number;
  readonly droppedLoad: number;
  readonly droppedPercent: number;
  readonly peakCapacity: number;
  readonly unitHours: number;
  readonly averageCapacity: number;
  readonly flaps: number;
  readonly warnings: string[];
  readonly assumptions: string[];
}

/** A run in words. */
export function renderText(run: Reported): string {
  const lines = run.decisions.map(({ atSeconds, fromUnits, toUnits, cause, status }) =>
    `  ${clock(atSeconds).padStart(9)}  ${fromUnits} -> ${toUnits}  ${cause} (${status})`);
  return `${[
    `${run.group}: ${absorbed(run.secondsToAbsorb)}`,
    `Peak ${run.peakCapacity}, ${run.averageCapacity.toFixed(2)} on average, ${run.unitHours.toFixed(2)} unit-hours, `
    + `${run.droppedPercent.toFixed(2)} % of the load dropped. A model, not a promise.`,
    lines.length === 0 ? 'Capacity never changed.' : `Changes:\n${lines.join('\n')}`,
    ...list('Warnings', run.warnings),
    ...list('Taken for granted', run.assumptions),
  ].join('\n\n')}\n`;
}

function absorbed(seconds: number | undefined): string {
  if (seconds === undefined) return 'the load is still too much at the end';
  return seconds === 0 ? 'the load is never too much' : `the load is too much for ${clock(seconds)} at most`;
}

function list(title: string, texts: readonly string[]): string[] {
  return texts.length === 0 ? [] : [`${title}:\n${texts.map((text) => `  - ${text}`).join('\n')}`];
}

/** Hours, minutes and seconds: `22:33`, `1:02:03`. */
export function clock(seconds: number): string {
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, Math.round(seconds) % 60];
  const two = (value: number) => String(value).padStart(2, '0');
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}
