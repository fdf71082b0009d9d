import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { ServiceImage, TaskSize } from '../../fargate-service';

/** What every exporter has. */
export interface ExporterOptions {
  /**
   * CPU and memory of its task.
   *
   * @default TaskSize.MICRO - an exporter does little
   */
  readonly size?: TaskSize;
  /**
   * Image of the exporter, for example from a repository of yours or by digest.
   *
   * @default - that of the project, in a pinned version
   */
  readonly image?: ServiceImage;
}

/** The exporter of a cache. */
export interface RedisExporterOptions extends ExporterOptions {
  /**
   * Streams whose length and consumer groups are measured, by their keys.
   *
   * @default - no streams
   */
  readonly streams?: string[];
  /**
   * Secret with the fields `username` and `password` of a user of the cache that you made. It needs the rights `+info
   * +select +slowlog|len +slowlog|get +latency|latest +latency|histogram +cluster|info`, and for the keys of `streams`
   * also `+xinfo|stream +xinfo|groups +xinfo|consumers`.
   *
   * @default - with `CacheLogin.users()` a user that is made for the exporter and has these rights; else the token of
   *   the cache, because with a token ElastiCache knows no users
   */
  readonly login?: ISecret;
}

/** The exporter of a database. */
export interface PostgresExporterOptions extends ExporterOptions {
  /**
   * Image with `psql`, which makes the log-in of the exporter.
   *
   * @default - PostgreSQL 17, in a pinned version
   */
  readonly clientImage?: ServiceImage;
  /**
   * Image of the AWS CLI with bash, which fetches the certificates of the authorities of RDS.
   *
   * @default - that of AWS, in a pinned version
   */
  readonly configurationImage?: ServiceImage;
}
