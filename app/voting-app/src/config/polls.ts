import { PollBook, type Poll, type PollOption } from '../poll/poll.ts';
import type { EnvReader } from './env-reader.ts';

const ID = /^[a-z0-9][a-z0-9_-]{0,39}$/;
const MAX_LABEL = 80;
const MAX_TITLE = 120;
const MIN_OPTIONS = 2;
const MAX_OPTIONS = 20;
export const DEFAULT_POLL_ID = 'main';

/** Polls from POLLS_JSON, or one poll from POLL_TITLE with OPTIONS or the upstream names OPTION_A and OPTION_B. */
export function readPolls(env: EnvReader): PollBook {
  const json = env.optional('POLLS_JSON');
  const polls = json === undefined ? [singlePoll(env)] : parsePollsJson(env, json);
  return new PollBook(polls);
}

function singlePoll(env: EnvReader): Poll {
  const list = env.optional('OPTIONS');
  const options = list === undefined
    ? [{ id: 'a', label: env.text('OPTION_A', 'Cats') }, { id: 'b', label: env.text('OPTION_B', 'Dogs') }]
    : list.split(',').map((pair) => {
        const [id, ...label] = pair.split('=');
        return { id: id.trim(), label: label.join('=').trim() };
      });
  const title = env.text('POLL_TITLE', `${options.map((option) => option.label).join(' or ')}?`);
  const poll = {
    id: DEFAULT_POLL_ID, title, options,
    opensAt: readTime(env, 'POLL_OPENS_AT', env.optional('POLL_OPENS_AT')),
    closesAt: readTime(env, 'POLL_CLOSES_AT', env.optional('POLL_CLOSES_AT')),
  };
  checkPoll(env, list === undefined ? 'OPTION_A, OPTION_B' : 'OPTIONS', poll);
  return poll;
}

function parsePollsJson(env: EnvReader, json: string): Poll[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(json);
  } catch {
    env.fail('POLLS_JSON must be JSON');
    return [];
  }
  if (!Array.isArray(parsed) || parsed.length === 0) {
    env.fail('POLLS_JSON must be a list with at least one poll');
    return [];
  }
  const polls = parsed.map((entry, index) => toPoll(env, `POLLS_JSON[${index}]`, entry));
  if (new Set(polls.map((poll) => poll.id)).size < polls.length) env.fail('POLLS_JSON must give each poll its own id');
  return polls;
}

function toPoll(env: EnvReader, where: string, entry: unknown): Poll {
  const raw = (entry ?? {}) as Record<string, unknown>;
  const options = Object.entries((raw.options ?? {}) as Record<string, unknown>)
    .map(([id, label]): PollOption => ({ id, label: String(label) }));
  const poll = {
    id: String(raw.id ?? ''), title: String(raw.title ?? ''), options,
    opensAt: readTime(env, `${where}.opensAt`, raw.opensAt as string | undefined),
    closesAt: readTime(env, `${where}.closesAt`, raw.closesAt as string | undefined),
  };
  checkPoll(env, where, poll);
  return poll;
}

function readTime(env: EnvReader, where: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const time = Date.parse(text);
  if (Number.isNaN(time)) env.fail(`${where} must be an ISO 8601 time, got "${text}"`);
  return time;
}

function checkPoll(env: EnvReader, where: string, poll: Poll): void {
  const { options } = poll;
  if (!ID.test(poll.id)) env.fail(`${where}: a poll id is 1 to 40 of a-z 0-9 _ -, got "${poll.id}"`);
  if (poll.title === '' || poll.title.length > MAX_TITLE) {
    env.fail(`${where}: a title has 1 to ${MAX_TITLE} characters`);
  }
  if (options.length < MIN_OPTIONS || options.length > MAX_OPTIONS) {
    env.fail(`${where}: a poll has ${MIN_OPTIONS} to ${MAX_OPTIONS} options, got ${options.length}`);
  }
  for (const option of options) {
    if (!ID.test(option.id)) env.fail(`${where}: an option id is 1 to 40 of a-z 0-9 _ -, got "${option.id}"`);
    if (option.label === '' || option.label.length > MAX_LABEL) {
      env.fail(`${where}: an option label has 1 to ${MAX_LABEL} characters ("${option.id}")`);
    }
  }
  if (new Set(options.map((option) => option.id)).size < options.length) env.fail(`${where}: option ids must differ`);
  if (poll.opensAt !== undefined && poll.closesAt !== undefined && poll.opensAt >= poll.closesAt) {
    env.fail(`${where}: a poll must open before it closes`);
  }
}
