/** A metric value with its CloudWatch unit. */
export interface EmfValue {
  readonly value: number;
  readonly unit: 'Count' | 'Milliseconds';
}

/**
 * One line in the embedded metric format: CloudWatch Logs makes metrics of it, without an agent and without API calls.
 *
 * @see
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function emfLine(
  namespace: string, dimensions: Record<string, string>, values: Record<string, EmfValue>, now = Date.now(),
): string {
  const metrics = Object.entries(values).map(([name, { unit }]) => ({ Name: name, Unit: unit }));
  return JSON.stringify({
    _aws: {
      Timestamp: now,
      CloudWatchMetrics: [{ Namespace: namespace, Dimensions: [Object.keys(dimensions)], Metrics: metrics }],
    },
    ...dimensions,
    ...Object.fromEntries(Object.entries(values).map(([name, { value }]) => [name, value])),
  });
}

/** Writes a line at a steady pace; does nothing without a namespace. */
export class EmfReporter {
  private timer?: NodeJS.Timeout;

  constructor(
    private readonly options: { readonly namespace?: string; readonly intervalS: number },
    private readonly dimensions: Record<string, string>,
    private readonly values: () => Record<string, EmfValue>,
    private readonly write: (line: string) => void = (line) => void process.stdout.write(`${line}\n`),
  ) {}

  public start(): void {
    if (this.options.namespace === undefined) return;
    this.timer = setInterval(() => this.report(), this.options.intervalS * 1000);
    this.timer.unref();
  }

  /** Also called once at the end, so that the last interval is not lost. */
  public stop(): void {
    if (this.timer === undefined) return;
    clearInterval(this.timer);
    this.report();
  }

  public report(): void {
    if (this.options.namespace !== undefined) {
      this.write(emfLine(this.options.namespace, this.dimensions, this.values()));
    }
  }
}
