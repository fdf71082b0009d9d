import type { SimulationRun } from '../simulation';
import { DiagramTheme } from './diagram-options';
import { svgOf } from './drawing/shapes';
import { themeOf } from './drawing/themes';
import { summaryOf, timelineOf } from './timeline/drawing';

/**
 * A picture of a simulation over time: the load with what was dropped of it, instances or tasks, and their utilization
 * with the thresholds of alarms and the times in which they were in ALARM.
 *
 * @example
 * const run = simulation.ScalingSimulation.of(shop).run({
 *   trace: simulation.LoadTrace.spike({ baseValue: 100, peakValue: 900, spikeSeconds: 1800 }), unitCapacity: 60,
 * });
 * const svg = diagram.SimulationPicture.of(run).toSvg(diagram.DiagramTheme.DARK);
 */
export class SimulationPicture {
  /**
   * Draws a run.
   *
   * @param title title of the picture; the path of the group or service if left out
   */
  public static of(run: SimulationRun, title: string = run.group): SimulationPicture {
    return new SimulationPicture(run, title);
  }

  private constructor(private readonly run: SimulationRun, private readonly title: string) {}

  /** The picture as SVG, without fonts or files of elsewhere, with a description for screen readers. */
  public toSvg(theme: DiagramTheme = DiagramTheme.LIGHT): string {
    const { shapes, ...size } = timelineOf(this.run, this.title, themeOf(theme));
    const decisions = this.run.decisions.map(({ atSeconds, fromUnits, toUnits, cause }) =>
      `After ${Math.round(atSeconds / 60)} minutes from ${fromUnits} to ${toUnits}: ${cause}.`);
    return svgOf(shapes, size, { title: this.title, description: [summaryOf(this.run), ...decisions].join(' ') });
  }
}
