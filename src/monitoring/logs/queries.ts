import type { LogContent } from '../../core';

/** A question that is asked again and again. */
export interface SavedQuery {
  /** Stable name in PascalCase, unique among all queries. */
  readonly id: string;
  /** For people, as the name of the query. */
  readonly title: string;
  /** Commands of Logs Insights, in their order. */
  readonly commands: readonly string[];
  /** What has to be filled in before it runs, by its name in the query. */
  readonly parameters?: { readonly [name: string]: string };
}

/** Levels of loggers that write JSON, by name or by number, and the words of others. */
const ERROR = '/(?i)"level": ?"?(error|fatal|50|60)|\\b(error|fatal|exception|panic)\\b/';

/**
 * What can be asked of a log, by what it holds.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax.html
 */
export const QUERIES: Readonly<Record<LogContent, readonly SavedQuery[]>> = {
  application: [
    {
      id: 'Errors', title: 'Newest errors',
      commands: [
        'fields @timestamp, @log, @logStream, @message', `filter @message like ${ERROR}`, 'sort @timestamp desc',
        'limit 100',
      ],
    },
    {
      id: 'SlowestRequests', title: 'Slowest requests, of lines in JSON that say how long they took',
      commands: [
        'fields coalesce(responseTime, durationMs, duration, latency) as time', 'filter ispresent(time)',
        'display @timestamp, time, @message', 'sort time desc', 'limit 50',
      ],
    },
    {
      // every task and every start of an instance has a stream of its own.
      id: 'Restarts', title: 'Starts, the newest first',
      commands: [
        'stats min(@timestamp) as firstLine, max(@timestamp) as lastLine, count(*) as lines by @log, @logStream',
        'sort firstLine desc', 'limit 100',
      ],
    },
    {
      id: 'RequestPath', title: 'Path of one request',
      commands: [
        'fields @timestamp, @log, @logStream, @message', 'filter @message like "{{id}}"', 'sort @timestamp asc',
        'limit 1000',
      ],
      parameters: { id: 'What every line of the request has in it, for example its X-Amzn-Trace-Id' },
    },
  ],
  postgres: [
    {
      id: 'DatabaseErrors', title: 'Newest errors of the database',
      commands: [
        'fields @timestamp, @logStream, @message', 'filter @message like /\\b(ERROR|FATAL|PANIC):/',
        'sort @timestamp desc', 'limit 100',
      ],
    },
    {
      id: 'SlowestStatements', title: 'Slowest statements',
      commands: [
        'parse @message /duration: (?<took>[0-9.]+) ms/', 'filter ispresent(took)', 'fields took * 1 as milliseconds',
        'display @timestamp, milliseconds, @message', 'sort milliseconds desc', 'limit 50',
      ],
    },
    {
      id: 'Locks', title: 'Statements that waited for a lock',
      commands: [
        'fields @timestamp, @message', 'filter @message like /still waiting for|deadlock detected/',
        'sort @timestamp desc', 'limit 100',
      ],
    },
  ],
  cacheCommands: [{
    id: 'SlowestCommands', title: 'Slowest commands of the cache',
    commands: [
      'fields @timestamp, `Duration (us)` as microseconds, Command, ClientAddress', 'sort microseconds desc',
      'limit 50',
    ],
  }],
  flows: [{
    id: 'RejectedConnections', title: 'Connections that were rejected',
    commands: [
      'filter action = "REJECT"', 'stats count(*) as flows by srcAddr, dstAddr, dstPort', 'sort flows desc',
      'limit 100',
    ],
  }],
  firewall: [{
    id: 'BlockedRequests', title: 'Requests that the firewall blocked',
    commands: [
      'filter action = "BLOCK"',
      'stats count(*) as requests by terminatingRuleId, httpRequest.clientIp, httpRequest.uri', 'sort requests desc',
      'limit 100',
    ],
  }],
  executions: [{
    id: 'FailedSteps', title: 'Steps that failed',
    commands: [
      'fields @timestamp, execution_arn, type, details.error, details.cause',
      'filter type like /Failed|TimedOut|Aborted/', 'sort @timestamp desc', 'limit 100',
    ],
  }],
  other: [],
};
