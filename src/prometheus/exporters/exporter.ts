import type { ValkeyCache } from '../../cache';
import type { PostgresDatabase } from '../../database';
import type { PostgresExporterOptions, RedisExporterOptions } from './exporter-options';
import type { ExporterVariant } from './exporter-variant';
import { postgresExporter } from './postgres-exporter';
import { redisExporter } from './redis-exporter';
import { guardFactories } from '../../core';

/**
 * A program that asks a store and answers Prometheus, as a task of its own.
 *
 * @example
 * const exporter = Exporter.postgres(database);
 */
export class Exporter {
  /** redis_exporter for a cache. It connects with TLS, and needs no right in AWS. */
  public static redis(cache: ValkeyCache, options: RedisExporterOptions = {}): Exporter {
    return new Exporter(redisExporter(cache, options));
  }

  /**
   * postgres_exporter for a database. Before it starts, a container makes a log-in of its own for it, with the role
   * `pg_monitor` and a random password, and reads only. It connects to the database itself, also where there is a
   * proxy.
   */
  public static postgres(database: PostgresDatabase, options: PostgresExporterOptions = {}): Exporter {
    return new Exporter(postgresExporter(database, options));
  }

  private constructor(
    /** @internal */
    public readonly _variant: ExporterVariant,
  ) {}
}

guardFactories(Exporter);
