import fs from 'node:fs';
import type { IRepository } from 'aws-cdk-lib/aws-ecr';
import { contradiction, inWords, isSame, whereaboutsOfArn, type Problem } from '../../core';

/** What a Compose file may say, and how a line that says so looks. Comments are taken off before. */
const NEEDS_FILES: readonly (readonly [pattern: RegExp, what: string])[] = [
  [/^\s+(?:-\s+)?build\s*:/, 'an image that is built ("build")'],
  [/^\s*-\s*["']?\.{1,2}(?:\/|:)/, 'a mount of a relative path'],
  [/^\s*(?:-\s+)?source\s*:\s*["']?\.{1,2}(?:\/|["']?$)/, 'a mount of a relative path'],
  [/^\s+env_file\s*:/, 'a file of settings ("env_file")'],
  [/^\s*(?:-\s+)?file\s*:\s*["']?(?!\/)[^\s]/, 'another file ("file")'],
  [/^include\s*:/, 'another Compose file ("include")'],
];

/** The instances get the Compose file alone, so it must not need other files. */
export function composeFileProblems(prop: string, file: string): Problem[] {
  if (typeof file !== 'string' || fs.statSync(file, { throwIfNoEntry: false })?.isFile() !== true) {
    return [{ prop, must: 'be the path of a Compose file', got: file }];
  }
  const lines = linesOf(file);
  return [
    ...contradiction(!lines.some((line) => /^services\s*:/.test(line)), {
      prop, must: 'have "services"', got: inWords(`${file} without them`),
    }),
    ...NEEDS_FILES.flatMap(([pattern, what]) => {
      const line = lines.findIndex((text) => pattern.test(text));
      return contradiction(line >= 0, {
        prop, must: 'need no other file', got: inWords(`${what} in line ${line + 1} of ${file}`),
        advice: 'the instances get the Compose file alone: put files into images, and settings into "environment"',
      });
    }),
  ];
}

/** An image of private ECR, also by its names with FIPS and for dual stack. */
const REGISTRY = /(\d{12})\.dkr[.-]ecr(?:-fips)?\.([a-z0-9-]+)\.[a-z0-9.]+/;
/** Not one with a setting in its name. */
const PRIVATE_IMAGE = new RegExp(`^\\s+image\\s*:\\s*["']?${REGISTRY.source}/([^\\s:@"'$]+)(?=[\\s:@"']|$)`);

/** Images of private ECR that the instances have no right to pull. */
export function pullProblems(prop: string, file: string, repositories: readonly IRepository[]): Problem[] {
  return linesOf(file).flatMap((line, i) => {
    const [, account, region, name] = PRIVATE_IMAGE.exec(line) ?? [];
    const mayBe = ({ repositoryArn, repositoryName }: IRepository) => {
      const theirs = whereaboutsOfArn(repositoryArn);
      return [[theirs.account, account], [theirs.region, region], [repositoryName, name]]
        .every(([one, other]) => isSame(one, other) !== false);
    };
    return contradiction(name !== undefined && !repositories.some(mayBe), {
      prop, must: `hold the repository "${name}" of line ${i + 1} of ${file}`,
      got: repositories.length === 0 ? [] : inWords('others only'),
      advice: 'without it the instances may not pull the image',
    });
  });
}

/** Without comments. */
function linesOf(file: string): string[] {
  return fs.readFileSync(file, 'utf8').split(/\r?\n/).map((line) => line.replace(/(?:^|\s)#.*$/, ''));
}
