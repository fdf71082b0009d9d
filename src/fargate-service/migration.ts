import { Duration } from 'aws-cdk-lib';
import type { Secret } from 'aws-cdk-lib/aws-ecs';
import { command, duration, type Problem, variableProblems } from '../core';
import type { ServiceImage } from './service-image';

/** What a migration runs. */
export interface MigrationOptions {
  /**
   * Command that brings the schema up to the version of this image, for example `['npm', 'run', 'migrate']`; at least
   * one word.
   */
  readonly command: string[];
  /**
   * Image that holds the command.
   *
   * @default - the image of the application
   */
  readonly image?: ServiceImage;
  /**
   * Settings of the migration alone. Settings and secrets of the application, and those of connected backends, reach it
   * as well.
   *
   * @default - only the application's
   */
  readonly environment?: { [name: string]: string };
  /**
   * Secrets of the migration alone, for example of a database user that may change the schema.
   *
   * @default - only the application's
   */
  readonly secrets?: { [name: string]: Secret };
  /**
   * How long the application waits for it, from 2 to 120 seconds: the limits of AWS Fargate. When it is over the task
   * is stopped.
   *
   * @default - as long as it takes
   */
  readonly timeout?: Duration;
}

/**
 * Brings the database up to the new version before the new version takes traffic.
 *
 * It runs as an init container of each task: the application starts only after it ended with exit code 0. A migration
 * that fails stops
 * the task, the circuit breaker rolls the deployment back, and users stay on the old version. Several tasks start at
 * the same time and
 * every task start runs it, so it must be idempotent and hold a lock, as Flyway, Liquibase, Prisma, Knex and
 * node-pg-migrate do. The old
 * version keeps running on the new schema, so change it in steps that both understand.
 *
 * @example
 * const migration = Migration.beforeStart({ command: ['npm', 'run', 'migrate'] });
 */
export class Migration {
  /** Before the application of each task starts. */
  public static beforeStart(options: MigrationOptions): Migration {
    return new Migration(options);
  }

  private constructor(
    /** @internal */
    public readonly _options: MigrationOptions,
  ) {}

  /** @internal */
  public _problems(prop: string): Problem[] {
    const { command: words, image, timeout } = this._options;
    return [
      ...command(`${prop}.command`, words),
      ...image?._problems(`${prop}.image`) ?? [],
      ...variableProblems(`${prop}.`, this._options),
      ...duration(`${prop}.timeout`, timeout, { min: Duration.seconds(2), max: Duration.seconds(120) }),
    ];
  }
}
