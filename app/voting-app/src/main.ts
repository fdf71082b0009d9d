import { demo } from './cli/demo.ts';
import { healthcheck } from './cli/healthcheck.ts';
import { load, seed } from './cli/load.ts';
import { UsageError } from './cli/arguments.ts';
import { type Config, readConfig } from './config/config.ts';
import { ConfigError } from './config/env-reader.ts';
import { type Role, ROLES } from './config/roles.ts';
import { describeError, Log } from './core/log.ts';
import { keepYoungHeapSmall } from './core/young-heap.ts';
import { runMigrations } from './roles/migrate.ts';
import { startRole } from './roles/start.ts';
import { admitIamUser } from './store/iam-user.ts';
import { openDatabase } from './store/open.ts';

const USAGE = `voting-app <command>

  ${ROLES.join(' | ')}
               run in this role (without a command: the one named by ROLE)
  healthcheck  exit 0 when the process on PORT lives
  demo         all roles in this process, with a database and a queue in memory:
               --seconds 0 --port 8080 --result-port 5001 --api-port 8081 --metrics-port 9464
  seed         --url --votes 3000 --shares a=2,b=1 --concurrency 50
  load         --url --requests 1000 --seconds 0 --concurrency 50 --choices a,b --json
`;

/** Started as ROLE, or with a command. Exit codes: 0 done, 1 failed, 2 wrong environment or arguments. */
async function main(args: readonly string[]): Promise<number | undefined> {
  const [command, ...rest] = args;
  if (command === 'healthcheck') return healthcheck(process.env);
  if (command === 'demo') return demo(rest);
  if (command === 'load') return load(rest);
  if (command === 'seed') return seed(rest);
  if (command === 'help' || command === '--help') {
    process.stdout.write(USAGE);
    return 0;
  }
  if (command !== undefined && !ROLES.includes(command as Role)) {
    throw new UsageError(`unknown command "${command}"\n\n${USAGE}`);
  }
  const config = readConfig(process.env, command as Role | undefined);
  const log = new Log(config.logLevel);
  if (config.role === 'migrate') return migrateOnce(config, log);
  await serve(config, log);
  return undefined;
}

async function migrateOnce(config: Config, log: Log): Promise<number> {
  const { iamUser } = config.database!;
  const sql = openDatabase(config.database!, 'migrate', process.env, log);
  try {
    await runMigrations(sql, log);
    if (iamUser !== undefined) await admitIamUser(sql, iamUser);
    return 0;
  } catch (error) {
    log.error('migration failed', { error: describeError(error) });
    return 1;
  } finally {
    await sql.close();
  }
}

/** Runs until SIGTERM or SIGINT; a second signal ends it at once. */
async function serve(config: Config, log: Log): Promise<void> {
  // one process holds thousands of pages that only wait.
  if (config.role === 'result') keepYoungHeapSmall();
  const app = await startRole(config, { env: process.env, log });
  let stopping = false;
  const onSignal = (signal: string): void => {
    if (stopping) process.exit(1);
    stopping = true;
    log.info('signal', { signal });
    const limit = setTimeout(() => process.exit(1), (config.shutdownTimeoutS + 2) * 1000);
    limit.unref();
    void app.stop().then(() => process.exit(0), (error: unknown) => {
      log.error('stop failed', { error: describeError(error) });
      process.exit(1);
    });
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
}

process.on('uncaughtException', (error) => {
  new Log('error').error('uncaught', { error: describeError(error), stack: error.stack });
  process.exit(1);
});

main(process.argv.slice(2)).then((code) => {
  if (code !== undefined) process.exit(code);
}, (error: unknown) => {
  const known = error instanceof ConfigError || error instanceof UsageError;
  process.stderr.write(`${known ? (error as Error).message : describeError(error)}\n`);
  process.exit(known ? 2 : 1);
});
