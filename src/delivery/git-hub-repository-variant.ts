import { known, text, type Problem } from '../core';
import type { GitHubIds } from './git-hub-ids';

/** An enterprise may give its users names with one "_". */
const OWNER = /[A-Za-z0-9][A-Za-z0-9_-]{0,38}/;
const NAME = /(?!\.{1,2}$)[A-Za-z0-9._-]{1,100}/;
const NUMBER = /[1-9]\d{0,18}/;
const PREFIX = /[A-Za-z0-9@:/._-]{0,499}[A-Za-z0-9@/._-]/;
const NO_PATTERN = 'a pattern would admit others';

/** How the tokens of a repository are told from those of any other. */
interface Distinction { readonly ids?: GitHubIds; readonly subjectPrefix?: string }

/** A repository, and what its tokens say. */
export class RepositoryVariant {
  constructor(
    private readonly owner: string, private readonly name: string, private readonly distinction: Distinction = {},
  ) {}

  /** For example `acme/shop`. */
  public get path(): string {
    return `${this.owner}/${this.name}`;
  }

  public problems(prop: string): Problem[] {
    const { ids, subjectPrefix } = this.distinction;
    return [
      ...exactly(`${prop}.owner`, this.owner, OWNER, 'have 1 to 39 letters, digits, "-" and "_"'),
      ...exactly(`${prop}.name`, this.name, NAME, 'have 1 to 100 letters, digits, ".", "-" and "_"'),
      ...exactly(`${prop}.ids.ownerId`, ids?.ownerId, NUMBER, 'be the number of the owner, in digits'),
      ...exactly(`${prop}.ids.repositoryId`, ids?.repositoryId, NUMBER, 'be the number of the repository, in digits'),
      ...exactly(`${prop}.subjectPrefix`, subjectPrefix, PREFIX,
        'have letters, digits, "@", ":", "/", ".", "_" and "-", and not end with ":"'),
    ];
  }

  /** The exact subjects of tokens for a branch, an environment or pull requests. */
  public subjects(context: string): string[] {
    const { ids, subjectPrefix } = this.distinction;
    const named = `repo:${this.path}`;
    const numbered = ids && `repo:${this.owner}@${ids.ownerId}/${this.name}@${ids.repositoryId}`;
    return [subjectPrefix ?? named, ...numbered === undefined ? [] : [numbered]].map((first) => `${first}:${context}`);
  }

  /** The claim that names the repository, beside the subject. */
  public claims(): { readonly [claim: string]: string } {
    const { ids } = this.distinction;
    return ids ? { repository_id: ids.repositoryId } : { repository: this.path };
  }
}

function exactly(prop: string, value: string | undefined, pattern: RegExp, must: string): Problem[] {
  return [...known(prop, value), ...text(prop, value, pattern, must, NO_PATTERN)];
}
