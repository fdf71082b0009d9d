import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';

export { program, type Ended } from './run';

/** A folder of its own, removed with the files of the system. */
export function folder(): string {
  return fs.mkdtempSync(path.join(os.tmpdir(), 'cli-'));
}

/** Writes a file into a folder of its own, and gives its path. */
export function file(name: string, content: string): string {
  const place = path.join(folder(), name);
  fs.writeFileSync(place, content);
  return place;
}

/** The cloud assembly of an app of the plain CDK with one instance. */
export function plainAssembly(instanceType = 't3.micro', env?: { account: string; region: string }): string {
  const app = new App({
    outdir: path.join(folder(), 'cdk.out'), analyticsReporting: false,
    // as the command line of the CDK asks for.
    postCliContext: { 'aws:cdk:enable-path-metadata': true },
  });
  const stack = new Stack(app, 'Plain', { env });
  const vpc = new ec2.Vpc(stack, 'Vpc', { maxAzs: 2, natGateways: 1, restrictDefaultSecurityGroup: false });
  new ec2.Instance(stack, 'Server', {
    vpc, instanceType: new ec2.InstanceType(instanceType), machineImage: ec2.MachineImage.latestAmazonLinux2023(),
  });
  return app.synth().directory;
}

/** A template in YAML, as people write it by hand. */
export const SHOP = path.join(__dirname, '../../test/cost/templates/shop.yaml');
