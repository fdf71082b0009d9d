import type { Rule } from './facts';

const STOPPED = 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html';
const POSTGRES = 'https://www.postgresql.org/docs/current/errcodes-appendix.html';
const ERRNO = 'https://man7.org/linux/man-pages/man3/errno.3.html';

/** What makes a container stop that could start. */
export const PROCESS_RULES: readonly Rule[] = [
  {
    id: 'out-of-memory', from: ['container', 'stopped task', 'log'],
    when: /OutOfMemory|JavaScript heap out of memory|java\.lang\.OutOfMemoryError|Cannot allocate memory/i,
    cause: 'the container needs more memory than it has',
    next: 'give the task more memory, or bound what the process uses, for example its heap', see: STOPPED,
  },
  {
    id: 'command-not-found', from: ['container', 'stopped task', 'log'],
    when: /executable file not found|exited with 127\b|no such file or directory.*exec|starting container process/i,
    cause: 'the command of the container does not exist in its image',
    next: 'name a program of the image, as a list of words and not as one line for a shell', see: STOPPED,
  },
  {
    id: 'command-not-executable', from: ['container', 'stopped task', 'log'],
    when: /exited with 126\b|permission denied.*(?:exec|entrypoint)/i,
    cause: 'the command of the container is not executable for its user',
    next: 'set the execute bit in the image: "RUN chmod +x FILE"', see: STOPPED,
  },
  {
    id: 'read-only-root', from: ['log', 'container'], when: /EROFS|read-only file ?system/i,
    cause: 'the application writes to its file system, which is read-only',
    next: 'let it write to a volume or to /tmp of a volume, or make the root file system writable', see: ERRNO,
  },
  {
    id: 'privileged-port', from: ['log'], when: /EACCES.*(?:listen|:80\b|:443\b)|bind.*permission denied/i,
    cause: 'the user of the container may not listen on a port below 1024',
    next: 'listen on a port from 1024 on, and tell the service this port', see: ERRNO,
  },
  {
    id: 'database-password', from: ['log'],
    when: /password authentication failed|28P01|Access denied for user|WRONGPASS/i,
    cause: 'the database refuses the password: it was rotated since the task started, or another secret is meant',
    next: 'restart the tasks, so that they read the secret again: "aws ecs update-service --force-new-deployment"',
    see: POSTGRES,
  },
  {
    id: 'database-encryption', from: ['log'], when: /no pg_hba\.conf entry.*no encryption|SSL connection is required/i,
    cause: 'the database takes encrypted connections only', next: 'connect with TLS, for example sslmode=verify-full',
    see: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/PostgreSQL.Concepts.General.SSL.html',
  },
  {
    id: 'database-connections', from: ['log'],
    when: /too many (?:clients|connections)|remaining connection slots|53300/i,
    cause: 'the database has no free connections',
    next: 'make the pools of the tasks smaller, put RDS Proxy in between, or choose a larger instance', see: POSTGRES,
  },
  {
    id: 'database-closed', from: ['log'],
    when: /(?:ETIMEDOUT|timed? ?out|timeout)[^]*(?:5432|3306|6379|database|postgres|redis)/i,
    cause: 'the database cannot be reached: no security group lets the tasks in',
    next: 'allow the connection from the service to the port of the database', see: ERRNO,
  },
  {
    id: 'database-refused', from: ['log'],
    when: /ECONNREFUSED[^]*(?:5432|3306|6379)|connection refused[^]*(?:5432|3306|6379)/i,
    cause: 'nothing listens where the application expects its database',
    next: 'look at host and port in its variables: inside a task, "localhost" is the task itself', see: ERRNO,
  },
  {
    id: 'name-not-found', from: ['log'],
    when: /\b(?:ENOTFOUND|EAI_AGAIN|could not translate host name|no such host)\b\s*"?([\w.-]*)/i,
    cause: 'the application asks for the host "$1", which does not exist in the network of the task',
    next: 'look at the host in its variables, and at the DNS settings of the VPC', see: ERRNO,
  },
  {
    id: 'cache-without-password', from: ['log'], when: /\bNOAUTH\b/,
    cause: 'the cache asks for a password, and the application sends none',
    next: 'give the container user and password of the cache, and let it connect with TLS',
    see: 'https://valkey.io/topics/security/',
  },
  {
    id: 'schema-missing', from: ['log'],
    when: /\b(relation|database|table|schema) "?([\w.-]+)"? does not exist/i,
    cause: 'the database lacks something that the application expects: $1 $2',
    next: 'run the migrations before the service, for example in a job; then compare the name with its variables',
    see: POSTGRES,
  },
  {
    id: 'module-missing', from: ['log'],
    when: /(?:Cannot find (?:module|package)|No module named|ClassNotFoundException:) ['"]?([\w@/.-]+)/,
    cause: 'the image lacks "$1", which the application loads',
    next: 'look at the Dockerfile, and at what ".dockerignore" keeps out of the image',
    see: 'https://nodejs.org/api/errors.html#module_not_found',
  },
  {
    id: 'port-taken', from: ['log'], when: /\bEADDRINUSE\b|address already in use/i,
    cause: 'two processes of the task want the same port: the containers of a task share one network',
    next: 'give each container, sidecars too, a port of its own', see: ERRNO,
  },
  {
    id: 'certificate-authority', from: ['log'],
    when: new RegExp('self[- ]signed certificate|unable to (?:get local issuer|verify the first) certificate'
      + '|certificate signed by unknown authority|CERTIFICATE_VERIFY_FAILED', 'i'),
    cause: 'the application does not trust the certificate of a server that it calls',
    next: 'for RDS, put the certificates of AWS into the image and name them in the connection: '
      + 'https://truststore.pki.rds.amazonaws.com/global/global-bundle.pem',
    see: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html',
  },
  {
    id: 'task-role', from: ['log'], when: /is not authorized to perform:? ([\w-]+:\w+)/i,
    cause: 'the application calls "$1", and the role of the task does not allow it',
    next: 'grant the task role what it needs, for example with "table.grantReadData(service.taskRole)"',
    see: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html',
  },
  {
    id: 'sidecar', from: ['container'], when: /^sidecar (\S+) exited with (\d+)/i,
    cause: 'the container "$1" beside the application ended, and took the task with it',
    next: 'read its log; if the application can do without it, declare it as not essential', see: STOPPED,
  },
  {
    id: 'crash', from: ['container'], when: /exited with 139\b/i,
    cause: 'the process was ended by a segmentation fault',
    next: 'look for native code that was built for another C library (Alpine has musl)', see: STOPPED,
  },
  {
    id: 'killed', from: ['container'], when: /exited with 137\b/i,
    cause: 'the process was killed: it took too much memory, or too long to stop',
    next: 'give the task more memory; let the process end soon after SIGTERM', see: STOPPED,
  },
  {
    id: 'ended', from: ['container'], when: /^main (\S+) exited with 0\b/i,
    cause: 'the process of "$1" ended without an error, but a service must run for ever',
    next: 'start the server in the foreground', see: STOPPED,
  },
  {
    id: 'exited', from: ['container'], when: /^main (\S+) exited with (\d+)/i, also: ['log'],
    cause: 'the process of "$1" ended with code $2',
    next: 'its last lines in the log say why; the application may miss a variable or a secret', see: STOPPED,
  },
];
