import { Stack } from 'aws-cdk-lib';
import type { CfnTaskDefinition, FargateTaskDefinition } from 'aws-cdk-lib/aws-ecs';
import { contradiction, inWords, isKnown, type Problem, type Variables } from '../../core';
import type { Migration } from './migration';

/** @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html */
const MAX_BYTES = 64 * 1024;

/** A task definition has a largest size. What is known of its settings alone must not be larger. */
export function definitionSizeProblems(
  { environment = {}, migration }: Pick<Variables, 'environment'> & { readonly migration?: Migration },
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

/**
 * The same for what `connectTo` and others add later, at the end of synthesis. Values that are known at deployment only
 * count nothing.
 */
export function checkFinalSize(definition: FargateTaskDefinition): void {
  definition.node.addValidation({ validate: () => {
    const { containerDefinitions } = definition.node.defaultChild as CfnTaskDefinition;
    const bytes = Buffer.byteLength(JSON.stringify(known(Stack.of(definition).resolve(containerDefinitions))));
    return bytes <= MAX_BYTES
      ? []
      : [`the task definition must have at most ${MAX_BYTES} bytes, got ${bytes} with what was connected: put large `
        + 'settings into the image, an SSM parameter or a bucket'];
  } });
}

/** A value without what CloudFormation puts in at deployment. */
function known(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(known);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const isLater = entries.length === 1 && /^(?:Ref|Fn::.*)$/.test(entries[0][0]);
  return isLater ? '' : Object.fromEntries(entries.map(([name, part]) => [name, known(part)]));
}
