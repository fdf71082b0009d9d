import fs from 'node:fs';
import path from 'node:path';
import { type App, CfnResource, Stack } from 'aws-cdk-lib';
import { ENVIRONMENT } from '../environment';

interface Resource { readonly Type: string; readonly Properties?: { [name: string]: unknown } }
interface Templates { readonly [stack: string]: { readonly Resources: { readonly [id: string]: Resource } } }

/** The resources of `l2.ts` as L1 constructs that say every property: the least that the CDK can cost. */
export function build(app: App, services: number): void {
  const { Net, Service1 } = JSON.parse(fs.readFileSync(path.join(__dirname, '../templates.json'), 'utf8')) as Templates;
  for (const [name, { Resources }] of [['Net', Net], ...Array.from({ length: services }, (_, index) =>
    [`Service${index + 1}`, Service1] as const)] as const) {
    const stack = new Stack(app, name, { env: ENVIRONMENT });
    for (const [id, { Type: type, Properties: properties }] of Object.entries(Resources)) {
      new CfnResource(stack, id, { type, properties });
    }
  }
}
