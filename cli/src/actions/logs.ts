import type { FilteredLogEvent } from '@aws-sdk/client-cloudwatch-logs';
import { Passing, unlessPassing } from '../aws/errors';
import { allLogGroups, applicationLogGroups } from '../aws/log-groups';
import type { Outside } from '../aws/outside';
import type { Api } from '../aws/operations';
import { pages } from '../aws/pages';
import { servicesOf } from '../aws/services';
import { Session } from '../aws/session';
import type { Deployed } from '../aws/stacks';
import type { LogsArguments } from '../commands/logs';
import { WrongUse } from '../outcome';
import type { Terminal } from '../terminal';

const PAUSE_SECONDS = 3;
/** CloudWatch shows lines a little later than they were written; what was seen is not written twice. */
const OVERLAP_SECONDS = 30;
/** How many log groups are named where nothing was written. */
const NAMED = 5;
const ERROR_PATTERN = '?ERROR ?Error ?error ?FATAL ?Fatal ?fatal ?Exception ?exception ?panic ?Traceback';
const ERROR = /error|fatal|exception|panic|traceback/i;

/** A log group, and the beginning of the names of its streams. */
interface LogPlace { readonly group: string; readonly prefix?: string }

interface Line {
  readonly at: number;
  readonly id: string;
  readonly stream: string;
  readonly group: string;
  readonly text: string;
}

/** Writes the lines of the logs in the order of their time, and goes on with --follow. */
export async function showLogs(
  stacks: readonly string[], given: LogsArguments, terminal: Terminal, outside: Outside,
): Promise<void> {
  const session = await Session.open(stacks, given, outside);
  const places = await placesOf(session, await session.read(), given);
  const start = outside.now().getTime();
  const from = start - given.since * 1000;
  const lines = await linesOf(session.api, places, from, given);
  for (const line of lines.slice(-given.limit)) terminal.write(rendered(line, given, terminal));
  if (given.follow) return await follow(session, places, given, terminal, { from: overlapped(start, from), lines });
  if (lines.length === 0) terminal.note(`nothing was written in this time to ${namesOf(places)}\n`);
}

/** What was read, and from when on the next reading begins. */
interface Reading { readonly from: number; readonly lines: readonly Line[] }

/** Goes on for ever, also after a lost connection: the next reading begins where the last one was asked for. */
async function follow(
  { api, outside }: Session, places: readonly LogPlace[], given: LogsArguments, terminal: Terminal, first: Reading,
): Promise<never> {
  let [last, said] = [first, ''];
  for (;;) {
    await outside.wait(PAUSE_SECONDS);
    const start = outside.now().getTime();
    const found = await unlessPassing(linesOf(api, places, last.from, given));
    const trouble = found instanceof Passing ? found.message : '';
    if (trouble !== '' && trouble !== said) terminal.note(`${trouble}: it goes on when that is over\n`);
    said = trouble;
    if (found instanceof Passing) continue;
    const seen = new Set(last.lines.map(({ id }) => id));
    for (const line of found) if (!seen.has(line.id)) terminal.write(rendered(line, given, terminal));
    last = { from: overlapped(start, last.from), lines: found };
  }
}

function overlapped(asked: number, before: number): number {
  return Math.max(before, asked - OVERLAP_SECONDS * 1000);
}

async function placesOf(session: Session, deployed: Deployed, { service, all }: LogsArguments): Promise<LogPlace[]> {
  if (service !== undefined) return await placesOfService(session, deployed, service);
  const groups = all ? allLogGroups(deployed) : applicationLogGroups(deployed);
  if (groups.length > 0) return groups.map(({ physicalId }) => ({ group: physicalId }));
  const names = deployed.stacks.map(({ name }) => `"${name}"`).join(', ');
  if (allLogGroups(deployed).length === 0) {
    throw new WrongUse(`${names} has no log group`, 'name the stack of the service');
  }
  throw new WrongUse(`${names} has no log of a service, a job or a tier`,
    'name the stack of the service, or show the logs of functions, networks and stores with --all');
}

async function placesOfService(session: Session, deployed: Deployed, wanted: string): Promise<LogPlace[]> {
  const services = await servicesOf(session.api, deployed, session.missingRights);
  const found = services.find(({ name, service }) => name === wanted || service === wanted);
  if (!found) {
    const names = services.map(({ name }) => name).join(', ');
    throw new WrongUse(`there is no service "${wanted}"`,
      names === '' ? 'name the stack of the service' : `choose one of ${names}`);
  }
  const { taskDefinition } = await session.api.describeTaskDefinition({ taskDefinition: found.taskDefinition });
  const places = (taskDefinition?.containerDefinitions ?? []).flatMap(({ name, logConfiguration }): LogPlace[] => {
    const { 'awslogs-group': group, 'awslogs-stream-prefix': prefix } = logConfiguration?.options ?? {};
    return group === undefined ? [] : [{ group, prefix: prefix === undefined ? undefined : `${prefix}/${name}/` }];
  });
  if (places.length > 0) return places;
  throw new WrongUse(`the containers of "${wanted}" write to no log group of CloudWatch`,
    'look where its router sends them');
}

async function linesOf(
  api: Api, places: readonly LogPlace[], startTime: number, given: LogsArguments,
): Promise<Line[]> {
  const filterPattern = given.filter ?? (given.errors ? ERROR_PATTERN : undefined);
  const found = await Promise.all(places.map(async ({ group, prefix }) => {
    const events = await pages((nextToken) => api.filterLogEvents({
      logGroupName: group, logStreamNamePrefix: prefix, startTime, filterPattern, nextToken,
    }), ({ events: page }) => page, ({ nextToken }) => nextToken);
    return events.map((event) => lineOf(event, group));
  }));
  return found.flat().filter(({ text }) => !given.errors || ERROR.test(text))
    .sort((one, other) => one.at - other.at || one.id.localeCompare(other.id));
}

function lineOf(event: FilteredLogEvent, group: string): Line {
  const { eventId = '', timestamp = 0, logStreamName = '', message = '' } = event;
  const id = eventId || `${timestamp}${logStreamName}${message}`;
  return { at: timestamp, id, stream: logStreamName, group, text: message.trimEnd() };
}

function rendered(line: Line, { json }: LogsArguments, { paint }: Terminal): string {
  const at = new Date(line.at).toISOString();
  if (json) {
    return `${JSON.stringify({ at, group: line.group, stream: line.stream, message: line.text })}\n`;
  }
  const words = line.stream.split('/');
  const who = words.length > 2 ? `${words[words.length - 2]} ${words[words.length - 1].slice(0, 8)}` : line.stream;
  const text = ERROR.test(line.text) ? paint.red(line.text) : line.text;
  return `${paint.dim(at.slice(11, 19))} ${paint.cyan(who)}  ${text}\n`;
}

function namesOf(places: readonly LogPlace[]): string {
  const groups = [...new Set(places.map(({ group }) => group))];
  const more = groups.length - NAMED;
  return groups.slice(0, NAMED).join(', ') + (more > 0 ? ` and ${more} more` : '');
}
