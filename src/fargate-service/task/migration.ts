import { Duration } from 'aws-cdk-lib';
import { ContainerDependencyCondition, type Secret } from 'aws-cdk-lib/aws-ecs';
import { Construct } from 'constructs';
import { command, duration, guardFactories, type Problem, readableSecrets, variableProblems } from '../../core';
import { inherited, namesOf } from '../../workload';
import type { ServiceImage } from '../image/service-image';
import { MIGRATION, type ApplicationParts } from './containers';
import type { VolumeMount } from './volume';

/** What a migration runs. */
export interface MigrationOptions {
  /**
   * Command that brings the schema up to the version of this image, for example `['npm', 'run', 'migrate']`. At least
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
   * Settings of the migration alone. It gets the settings and secrets of the application, and those of connected
   * backends, as well.
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
   * How long the application waits for the migration, from 2 to 120 seconds: the limits of AWS Fargate. After that the
   * task is stopped.
   *
   * @default - as long as it takes
   */
  readonly timeout?: Duration;
  /**
   * Volumes of the task at their places in the container of the migration.
   *
   * @default - only the container's own file system
   */
  readonly mounts?: VolumeMount[];
}

/** What a migration is and does; users see it as `Migration`. */
export interface MigrationVariant {
  /** An image of its own. */
  readonly image?: ServiceImage;
  /** Secrets of its own. */
  readonly secrets?: { readonly [name: string]: Secret };
  readonly mounts?: readonly VolumeMount[];
  problems(prop: string): Problem[];
  bind(scope: Construct, application: ApplicationParts): void;
}

/**
 * Brings the database up to the new version before the new version takes traffic.
 *
 * It runs as an init container of each task: the application starts only after the migration has ended with exit code
 * 0. A migration that fails stops the task, the circuit breaker rolls the deployment back, and users stay on the old
 * version.
 *
 * Every task start runs it, and several tasks start at the same time. So it must be idempotent and hold a lock, as
 * Flyway, Liquibase, Prisma, Knex and node-pg-migrate do. The old version keeps running on the new schema, so change
 * the schema in steps that both versions understand.
 *
 * @example
 * const migration = Migration.beforeStart({ command: ['npm', 'run', 'migrate'] });
 */
export class Migration {
  /** Runs before the application of each task starts. */
  public static beforeStart(options: MigrationOptions): Migration {
    return new Migration(initContainer(options));
  }

  private constructor(
    /** @internal */
    public readonly _variant: MigrationVariant,
  ) {}
}

guardFactories(Migration);

/** `Migration.beforeStart`. */
function initContainer(options: MigrationOptions): MigrationVariant {
  const { image, secrets, mounts } = options;
  return {
    image,
    secrets,
    mounts,
    problems: (prop) => [
      ...command(`${prop}.command`, options.command),
      ...image?._variant.problems(`${prop}.image`) ?? [],
      ...variableProblems(`${prop}.`, options),
      ...duration(`${prop}.timeout`, options.timeout, { min: Duration.seconds(2), max: Duration.seconds(120) }),
    ],
    bind: (scope, application) => addInitContainer(scope, options, application),
  };
}

/** Without a memory limit of its own: it runs before the application and may use all memory of the task. */
function addInitContainer(scope: Construct, options: MigrationOptions, application: ApplicationParts): void {
  const { app, architecture, container, given, image } = application;
  // the placeholder cannot migrate.
  if (image.isBootstrap && !options.image) return;
  const own = namesOf(options);
  const { environment, secrets } = inherited(given, options);
  const migration = application.definition.addContainer('Migration', {
    ...application.common,
    containerName: MIGRATION,
    essential: false,
    image: options.image?._variant.bind(new Construct(scope, 'MigrationImage'), architecture).image ?? image.image,
    command: options.command,
    user: container.user,
    readonlyRootFilesystem: container.readonlyRootFilesystem,
    environment,
    secrets: readableSecrets(scope, secrets),
    startTimeout: options.timeout,
  });
  application.volumes.mount(migration, options.mounts);
  application.startAfterLogs(migration);
  app.addContainerDependencies({ container: migration, condition: ContainerDependencyCondition.SUCCESS });
  application.variables.passToMigration(migration, own);
}
