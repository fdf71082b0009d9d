import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { IConstruct } from 'constructs';
import { guardFactories, type Problem, retentionProblems } from '../../core';
import { fireLensRouter, type FireLensOptions, type LogRouter } from './fire-lens';

/** How CloudWatch Logs keeps what the containers of a task write. */
export interface CloudWatchLoggingOptions {
  /**
   * How long the logs are kept.
   *
   * @default - 1 month; 1 week with Profile.DEVELOPMENT and 1 year with Profile.REGULATED
   */
  readonly retention?: RetentionDays;
}

/** What the kinds of logging differ in. */
export interface LoggingVariant {
  /** Retention of the log group, which every task has. */
  readonly retention?: RetentionDays;
  /** Takes the lines of all containers; left out where they go to the log group. */
  readonly router?: LogRouter;
  /** @param scope the service */
  problems(prop: string, scope: IConstruct): Problem[];
}

/** What a service does unless it is told otherwise. */
export const CLOUD_WATCH: LoggingVariant = { problems: () => [] };

/**
 * Where the containers of a task send their logs.
 *
 * @example
 * const logging = Logging.fireLens({
 *   output: LogOutput.of({
 *     name: 'loki', options: { host: 'loki.example.com', port: '443', tls: 'on' },
 *   }),
 * });
 */
export class Logging {
  /** Into a log group of the service in CloudWatch Logs. */
  public static cloudWatch(options: CloudWatchLoggingOptions = {}): Logging {
    return new Logging({
      retention: options.retention, problems: (prop) => retentionProblems(`${prop}.retention`, options.retention),
    });
  }

  /**
   * Elsewhere than to CloudWatch Logs, through FireLens with Fluent Bit.
   *
   * The router is a container of the task, and its memory is taken from that of the task. It is essential, because
   * without it lines would be lost, and it logs itself to the log group of the service. `LogErrors` and saved queries
   * find nothing in what is routed elsewhere.
   *
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_firelens.html
   */
  public static fireLens(options: FireLensOptions): Logging {
    const router = fireLensRouter(options);
    return new Logging({
      retention: options.retention,
      router,
      problems: (prop, scope) => [
        ...router.problems(prop, scope), ...retentionProblems(`${prop}.retention`, options.retention),
      ],
    });
  }

  private constructor(
    /** @internal */
    public readonly _variant: LoggingVariant,
  ) {}
}

guardFactories(Logging);
