// golden ids: the construct path, logical id and type of every resource of an example, one a line.
import fs from 'node:fs';
import path from 'node:path';
import { CfnResource, Stack, type App } from 'aws-cdk-lib';

export const IDS = path.join(__dirname, '../test/contract/ids');

/**
 * Logical ids and types of a synthesized app. Hash-named resources (versions, deployments) are part of it on purpose.
 */
export function idsOf(app: App): string {
  return app.node.findAll()
    .filter((node): node is CfnResource => CfnResource.isCfnResource(node))
    .map((resource) =>
      `${resource.node.path} ${Stack.of(resource).resolve(resource.logicalId) as string} ${resource.cfnResourceType}`)
    .sort()
    .join('\n') + '\n';
}

export function goldenFile(example: string): string {
  return path.join(IDS, `${example}.txt`);
}

export function readGolden(example: string): string {
  return fs.existsSync(goldenFile(example)) ? fs.readFileSync(goldenFile(example), 'utf8') : '';
}
