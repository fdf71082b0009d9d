import type { IConstruct } from 'constructs';

/** Something that is about one subject, or about all. */
export interface AboutSubject {
  /** @internal */
  readonly _subject?: IConstruct;
}

/** Those of a list that are about a subject: first what names it, then what is about all. */
export function aboutSubject<T extends AboutSubject>(subject: IConstruct, list: readonly T[]): T[] {
  return [subject, undefined].flatMap((named) => list.filter(({ _subject }) => _subject === named));
}
