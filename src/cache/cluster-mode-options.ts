/** When a write to a cache is safe. */
export enum CacheDurability {
  /** Writes live in the memory of the nodes: what has not reached a replica is lost with its primary. */
  NONE = 'disabled',
  /** A log in several zones gets each write after the answer: a failure loses up to ten seconds of writes. */
  ASYNC = 'async',
  /** A log in several zones gets each write before the answer, which then takes some milliseconds. */
  SYNC = 'sync',
}

/** Options of `ClusterMode.enabled`. */
export interface ClusterModeOptions {
  /**
   * Number of shards that the keys are spread over, an integer from 1 to 250. All shards together have at most 500
   * nodes; AWS allows 90 until you ask for more.
   *
   * A later change moves keys between the shards while the cache is in use.
   *
   * @see https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/quota-limits.html
   */
  readonly shards: number;

  /**
   * When a write is safe. Rejected unless `version` is 9.0 or newer, and `nodeType` of a family that keeps the log, for
   * example `cache.r7g.large`. Choose it when you make the cache: CloudFormation refuses to turn it on or off later.
   *
   * @see https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/durability.html
   * @default CacheDurability.NONE - a cache can be filled again; a log makes writes slower and costs extra
   */
  readonly durability?: CacheDurability;
}
