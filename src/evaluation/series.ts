/** A metric, as a namespace publishes it. */
export interface MetricName {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

/** Where alarms find the samples of metrics. */
export interface MetricSource {
  /** The samples of a metric; nothing where it has never been published. */
  seriesOf(metric: MetricName): Series | undefined;
}

/** The samples of one metric, in the order of time. */
export class Series {
  private readonly times: number[] = [];
  private readonly values: number[] = [];

  /** Adds a sample. Several may have the same time, none may be older than the one before. */
  public add(seconds: number, value: number): void {
    const last = this.times[this.times.length - 1];
    if (last !== undefined && seconds < last) {
      throw new Error(`a sample must not be older than the one before it (${last} s), got: ${seconds} s`);
    }
    this.times.push(seconds);
    this.values.push(value);
  }

  /** The samples from one time to another, the second one excluded. */
  public between(from: number, to: number): readonly number[] {
    return this.values.slice(this.indexOf(from), this.indexOf(to));
  }

  /** Index of the first sample at a time or later. */
  private indexOf(seconds: number): number {
    let [low, high] = [0, this.times.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.times[middle] < seconds) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Samples that are all known from the start, or that a simulation adds while it runs. */
export class SampleBook implements MetricSource {
  private readonly series = new Map<string, Series>();

  public seriesOf(metric: MetricName): Series | undefined {
    return this.series.get(keyOf(metric));
  }

  /** Adds a sample of a metric. */
  public add(metric: MetricName, seconds: number, value: number): void {
    const key = keyOf(metric);
    const series = this.series.get(key) ?? new Series();
    this.series.set(key, series);
    series.add(seconds, value);
  }
}

function keyOf({ namespace, name, dimensions }: MetricName): string {
  const sorted = Object.keys(dimensions).sort().map((dimension) => [dimension, dimensions[dimension]]);
  return JSON.stringify([namespace, name, sorted]);
}
