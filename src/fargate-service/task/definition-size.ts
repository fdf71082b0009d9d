import { contradiction, inWords, isKnown, type Problem } from '../../core';
import type { TaskProps } from './task';

/** @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html */
const MAX_BYTES = 64 * 1024;

/** A task definition has a largest size. What is known of its settings alone must not be larger. */
export function definitionSizeProblems(
  { environment = {}, migration }: Pick<TaskProps, 'environment' | 'migration'>,
): Problem[] {
  // the migration gets the settings of the application too.
  const bytes = bytesOf(environment) * (migration ? 2 : 1);
  return contradiction(bytes > MAX_BYTES, {
    prop: 'environment', must: `leave the task definition at most ${MAX_BYTES} bytes`, got: inWords(`${bytes} bytes`),
    advice: 'put large settings into the image, an SSM parameter or a bucket',
  });
}

function bytesOf(environment: { readonly [name: string]: string }): number {
  const pairs = Object.entries(environment).map(([name, value]) => ({ name, value: isKnown(value) ? value : '' }));
  return Buffer.byteLength(JSON.stringify(pairs));
}
