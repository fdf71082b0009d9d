import { shown, ticksUpTo } from '../drawing/axis';
import type { Box, Point, Shape } from '../drawing/shapes';
import type { Theme } from '../drawing/themes';

const SMALL = 11;
/** Minutes between two words at the axis of time: the first that gives few enough. */
const SPANS = [1, 2, 5, 10, 15, 30, 60, 120, 180, 240, 360, 720, 1440, 2880, 7200];
const MOST_TICKS = 8;

/** A plot with its two scales. */
export class Scale {
  private readonly ticks: readonly number[];

  /** @param largest value that has to fit */
  constructor(
    public readonly plot: Box, private readonly seconds: number, largest: number,
    private readonly words: { readonly unit?: string; readonly isWhole?: boolean } = {},
  ) {
    this.ticks = words.isWhole ? wholeTicks(largest) : ticksUpTo(Math.max(largest, 1e-6), undefined);
  }

  public x(second: number): number {
    return this.plot.x + this.plot.width * second / this.seconds;
  }

  public y(value: number): number {
    return this.plot.y + this.plot.height * (1 - value / this.ticks[this.ticks.length - 1]);
  }

  /** Values that stay until the next one. */
  public steps(values: readonly Sample[]): Point[] {
    return values.flatMap(({ second, value }, i) => {
      const next = values[i + 1]?.second ?? this.seconds;
      return [{ x: this.x(second), y: this.y(value) }, { x: this.x(next), y: this.y(value) }];
    });
  }

  /** Lines and numbers behind a graph. */
  public grid(theme: Theme): Shape[] {
    const { plot } = this;
    const right = plot.x + plot.width;
    return this.ticks.flatMap((tick): Shape[] => [
      {
        kind: 'line', width: 1, color: theme.grid,
        points: [{ x: plot.x, y: this.y(tick) }, { x: right, y: this.y(tick) }],
      },
      {
        kind: 'text', x: plot.x - 8, y: this.y(tick) + 4, size: SMALL, color: theme.quiet, anchor: 'end',
        words: `${shown(tick, undefined)}${this.words.unit ?? ''}`,
      },
    ]);
  }

  /** Words of the axis of time. */
  public times(theme: Theme): Shape[] {
    const minutes = this.seconds / 60;
    const span = SPANS.find((each) => minutes / each <= MOST_TICKS) ?? Math.ceil(minutes / MOST_TICKS);
    return Array.from({ length: Math.floor(minutes / span) + 1 }, (_, i): Shape => ({
      kind: 'text', x: this.x(i * span * 60), y: this.plot.y + this.plot.height + 16, size: SMALL, color: theme.quiet,
      anchor: i === 0 ? 'start' : i * span === minutes ? 'end' : 'middle', words: timeWords(i * span),
    }));
  }
}

/** A value from a second on. */
export interface Sample { readonly second: number; readonly value: number }

/** Numbers of things that cannot be parted. */
function wholeTicks(largest: number): number[] {
  const step = Math.max(1, Math.ceil(largest / 4));
  return Array.from({ length: Math.max(1, Math.ceil(largest / step)) + 1 }, (_, i) => i * step);
}

function timeWords(minutes: number): string {
  if (minutes === 0) return '0';
  if (minutes % 1440 === 0) return `${minutes / 1440} d`;
  return minutes >= 180 ? `${Math.round(minutes / 6) / 10} h` : `${minutes} min`;
}
