import type { ContainerDefinition } from '@aws-sdk/client-ecs';
import type { OutputLogEvent } from '@aws-sdk/client-cloudwatch-logs';
import { ifAllowed } from '../aws/errors';
import type { TaskState } from '../aws/model';
import type { Session } from '../aws/session';
import type { Fact } from './facts';

const LINES = 40;
const SHOWN = 5;
/** A start that takes longer than this is worth a word. */
const SLOW_SECONDS = 45;
const READY = /\b(?:listening|started|ready to|now ready|server running)\b/i;
const BAD = /error|fatal|exception|denied|refused|cannot|failed/i;
/** Codes of the system, for example ECONNRESET. */
const ERROR_CODE = /\bE[A-Z]{4,}\b/;
const LISTENS = /listening[^]*?(127\.0\.0\.1|localhost)?[^0-9]*(?:port\s*|:)(\d{2,5})\b/i;

/** What the log of one container of a task says. */
export async function logFacts(
  session: Session, subject: string, task: TaskState, container: ContainerDefinition,
): Promise<Fact[]> {
  const events = await readLog(session, task, container);
  const lines = events.flatMap(({ message }) => message ?? []);
  return [
    ...portFacts(subject, lines, container), ...startFacts(subject, events, task),
    ...lines.slice(-SHOWN).length === 0
      ? []
      : [{
          source: 'log' as const, subject, field: 'GetLogEvents', at: task.stoppedAt,
          text: worstOf(lines).map((line) => line.trim()).join('\n'),
        }],
  ];
}

async function readLog({ api, missingRights }: Session, task: TaskState, container: ContainerDefinition) {
  const { logDriver, options = {} } = container.logConfiguration ?? {};
  const logGroupName = options['awslogs-group'];
  if (logDriver !== 'awslogs' || logGroupName === undefined) return [];
  const logStreamName = `${options['awslogs-stream-prefix']}/${container.name}/${task.id}`;
  const answer = await ifAllowed(api.getLogEvents({ logGroupName, logStreamName, limit: LINES }).catch(noStream),
    missingRights);
  return answer?.events ?? [];
}

/** A container that never started has no stream. */
function noStream(error: unknown): { events: OutputLogEvent[] } {
  if (error instanceof Error && /ResourceNotFound/.test(error.name)) return { events: [] };
  throw error;
}

/** The lines that sound worst, or else the last ones. */
function worstOf(lines: readonly string[]): readonly string[] {
  const bad = lines.filter((line) => BAD.test(line) || ERROR_CODE.test(line));
  return (bad.length > 0 ? bad : lines).slice(-SHOWN);
}

function portFacts(subject: string, lines: readonly string[], { portMappings = [] }: ContainerDefinition): Fact[] {
  const ports = portMappings.flatMap(({ containerPort }) => containerPort ?? []);
  const [, host, port] = lines.map((line) => LISTENS.exec(line)).find((match) => match) ?? [];
  if (port === undefined || ports.length === 0) return [];
  const fact = { source: 'port' as const, subject, field: 'GetLogEvents, DescribeTaskDefinition portMappings' };
  if (!ports.includes(Number(port))) {
    return [{ ...fact, text: `listens on ${port}, requests go to ${ports.join(', ')}` }];
  }
  return host === '127.0.0.1' ? [{ ...fact, text: `listens on ${host}` }] : [];
}

function startFacts(subject: string, events: readonly OutputLogEvent[], { startedAt }: TaskState): Fact[] {
  const ready = events.find(({ message = '' }) => READY.test(message))?.timestamp;
  const seconds = ready === undefined || !startedAt ? 0 : Math.round((ready - startedAt.getTime()) / 1000);
  if (seconds < SLOW_SECONDS) return [];
  return [{ source: 'log', subject, field: 'GetLogEvents timestamp', text: `ready ${seconds} s after its start` }];
}
