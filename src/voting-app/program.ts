import path from 'node:path';

/** Where the build of the application lies: the same from the sources and from the compiled library. */
export const BUNDLE_FOLDER = path.join(__dirname, '../../assets/voting-app');
/** The program itself, for machines without containers. */
export const BUNDLE_FILE = path.join(BUNDLE_FOLDER, 'voting-app.mjs');
/** Where the image has the program. */
export const PROGRAM_IN_IMAGE = '/app/voting-app.mjs';

/** A role that runs all the time. */
export type Role = 'vote' | 'result' | 'worker';
/** Brings the schema up to date and ends. */
export const MIGRATE = 'migrate';
/** Exits with 0 while the process lives. */
export const HEALTHCHECK = 'healthcheck';

/** Port of the pages and of the health checks. */
export const PORT = 8080;
/** Port of `/metrics`, behind no load balancer. */
export const METRICS_PORT = 9464;
export const METRICS_PATH = '/metrics';

/** Variables that the construct sets, besides those of cache and database. */
export const VARIABLES = {
  POLLS: 'POLLS_JSON',
  VOTE_URL: 'VOTE_URL',
  RESULT_URL: 'RESULT_URL',
  TRUST_PROXY: 'TRUST_PROXY',
  COOKIE_SECRET: 'COOKIE_SECRET',
  ADMIN_TOKEN: 'ADMIN_TOKEN',
  EMF_NAMESPACE: 'EMF_NAMESPACE',
} as const;

/** First parts of the names of the variables by which the program knows its stores. */
export const PREFIXES = { DATABASE: 'DB', CACHE: 'REDIS' } as const;

/** What backends offer to those who spread their reads; the program asks the primary. */
export const UNREAD = ['READER_HOST', 'READER_HOSTS'];

/** Names of the metrics that the worker reports. */
export const EMF = {
  QUEUE_DEPTH: 'QueueDepth',
  QUEUE_LAG: 'QueueLag',
  VOTES_STORED: 'VotesStored',
  DEAD_LETTERS: 'DeadLetters',
  TALLY_MISMATCHES: 'TallyMismatches',
  DIMENSION_ROLE: 'Role',
} as const;
