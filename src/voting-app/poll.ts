import { contradiction, inWords, text, type Problem } from '../core';

/** A question, its answers, and when it is open. */
export interface PollOptions {
  /**
   * Name of the poll in addresses and in the database: 1 to 40 of a-z, 0-9, `_` and `-`, a letter or a number first.
   * Votes belong to it, so a new id is a new poll.
   *
   * @default 'main' - for the only poll
   */
  readonly id?: string;

  /** Question, of 1 to 120 characters. */
  readonly title: string;

  /**
   * Answers by id, 2 to 20, in the order of the page: `{ a: 'Cats', b: 'Dogs' }`. An id is like that of a poll; votes
   * belong to it, so the label can change later. A label has 1 to 80 characters. Ids that are whole numbers, such as
   * `2024`, come first, the smallest before the others, because that is how JavaScript orders them.
   */
  readonly options: { [id: string]: string };

  /**
   * When people can begin to vote; before `closesAt`.
   *
   * @default - at once
   */
  readonly opensAt?: Date;

  /**
   * When voting ends. The result stays.
   *
   * @default - never
   */
  readonly closesAt?: Date;
}

const DEFAULT_ID = 'main';
const ID = /[a-z0-9][a-z0-9_-]{0,39}/;
const ID_WORDS = '1 to 40 of a-z, 0-9, "_" and "-", a letter or a number first';
const TITLE = /[^]{1,120}/;
const LABEL = /[^]{1,80}/;
const MIN_OPTIONS = 2;
const MAX_OPTIONS = 20;

/**
 * A question that people vote on.
 *
 * @example
 * const poll = Poll.of({ title: 'Cats or dogs?', options: { a: 'Cats', b: 'Dogs' } });
 */
export class Poll {
  /** A question with its answers. */
  public static of(options: PollOptions): Poll {
    return new Poll(options ?? {});
  }

  private constructor(private readonly poll: PollOptions) {}

  /** Name of the poll in addresses and in the database. */
  public get id(): string {
    return this.poll.id ?? DEFAULT_ID;
  }

  /**
   * What the program itself would refuse at its start.
   *
   * @internal
   */
  public _problems(prop: string): Problem[] {
    const { title, options, opensAt, closesAt } = this.poll;
    if (typeof options !== 'object' || options === null || Array.isArray(options)) {
      return [{ prop: `${prop}.options`, must: "be answers by id, such as { a: 'Cats', b: 'Dogs' }", got: options }];
    }
    const count = Object.keys(options).length;
    return [
      ...text(`${prop}.id`, this.id, ID, `be ${ID_WORDS}`),
      ...text(`${prop}.title`, title ?? '', TITLE, 'have 1 to 120 characters'),
      ...contradiction(count < MIN_OPTIONS || count > MAX_OPTIONS, {
        prop: `${prop}.options`, must: `have ${MIN_OPTIONS} to ${MAX_OPTIONS} entries`, got: count,
      }),
      ...Object.keys(options).flatMap((id) => text(`${prop}.options`, id, ID, `have ids of ${ID_WORDS}`)),
      ...Object.entries(options).flatMap(([id, label]) =>
        text(`${prop}.options.${id}`, label, LABEL, 'have 1 to 80 characters')),
      ...timeProblems(`${prop}.opensAt`, opensAt),
      ...timeProblems(`${prop}.closesAt`, closesAt),
      ...contradiction(isDate(opensAt) && isDate(closesAt) && opensAt >= closesAt, {
        prop: `${prop}.opensAt`, must: 'be before "closesAt"',
        got: inWords(isDate(opensAt) ? opensAt.toISOString() : ''),
      }),
    ];
  }

  /** @internal */
  public _toJson(): Record<string, unknown> {
    const { title, options, opensAt, closesAt } = this.poll;
    return { id: this.id, title, options, opensAt: opensAt?.toISOString(), closesAt: closesAt?.toISOString() };
  }
}

/**
 * The polls as the program reads them. The Parameter Store takes two braces for a reference to another parameter, and
 * rejects them, so the second one is written as its escape.
 */
export function pollsJson(polls: readonly Poll[]): string {
  return JSON.stringify(polls.map((poll) => poll._toJson())).replace(/\{\{/g, '{\\u007b');
}

function timeProblems(prop: string, time: Date | undefined): Problem[] {
  return contradiction(time !== undefined && !isDate(time), {
    prop, must: 'be a date that exists', got: typeof time === 'object' ? inWords('an invalid date') : time,
  });
}

/** Languages without types can pass anything. */
function isDate(time: Date | undefined): time is Date {
  return typeof time?.getTime === 'function' && !Number.isNaN(time.getTime());
}
