/** Name of the user that monitoring logs in as. */
export const METRICS_USER = 'elastic-web-metrics';

/** What redis_exporter asks: statistics of the server, its slow commands, and the groups of streams. */
const STATISTICS = [
  'info', 'select', 'slowlog|len', 'slowlog|get', 'latency|latest', 'latency|histogram', 'cluster|info',
];
const STREAMS = ['xinfo|stream', 'xinfo|groups', 'xinfo|consumers'];
/** Signs that stand for others in a pattern of keys. */
const WILDCARDS = /[*?[\]\\]/g;

/**
 * Rights of a user that reads statistics, and nothing of any key but the streams that it measures.
 *
 * @see https://valkey.io/topics/acl/
 */
export function readsStatistics(streams: readonly string[]): string {
  const keys = streams.map((key) => `~${key.replace(WILDCARDS, '\\$&')}`);
  const commands = [...STATISTICS, ...streams.length > 0 ? STREAMS : []].map((command) => `+${command}`);
  return ['on', ...keys, '-@all', ...commands].join(' ');
}
