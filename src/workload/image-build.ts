import * as fs from 'node:fs';
import * as path from 'node:path';
import { contradiction, type Problem } from '../core';

/** How an image is built from a directory. */
export interface ImageBuildOptions {
  /**
   * Path of the Dockerfile inside the directory.
   *
   * @default 'Dockerfile'
   */
  readonly file?: string;
  /**
   * Stage of a multi-stage build.
   *
   * @default - the last one
   */
  readonly target?: string;
  /**
   * Build arguments. They end up in the history of the image, so never give a secret.
   *
   * @default - the Dockerfile's own
   */
  readonly buildArgs?: { [name: string]: string };
}

const DOCKERFILE = 'Dockerfile';

/** A directory without a Dockerfile. The CDK would only say so when other resources exist. */
export function imageBuildProblems(
  prop: string, directory: string, { file = DOCKERFILE }: ImageBuildOptions,
): Problem[] {
  const kindOf = (file: string) => fs.statSync(file, { throwIfNoEntry: false });
  if (typeof directory !== 'string' || kindOf(directory)?.isDirectory() !== true) {
    return [{ prop: `${prop}.directory`, must: 'be a directory with a Dockerfile', got: directory }];
  }
  return contradiction(kindOf(path.join(directory, file))?.isFile() !== true, {
    prop: `${prop}.file`, must: `be the path of a Dockerfile in "${directory}"`, got: file,
  });
}
