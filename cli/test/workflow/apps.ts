// apps whose workflows are looked at.
import path from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { CfnOutput } from 'aws-cdk-lib/core';
import { Repository } from 'aws-cdk-lib/aws-ecr';
import {
  DeliveredImage, DeliveryEnvironment, GitHubDelivery, GitHubRepository, type GitHubDeliveryProps,
} from '../../../src';
import { folder } from '../support';

const ENV = { account: '111122223333', region: 'eu-west-1' };
export const STAGING = DeliveryEnvironment.of('staging', { stacks: ['Staging'] });
export const PRODUCTION = DeliveryEnvironment.of('production', { stacks: ['Production'] });

/** The cloud assembly of an app with an address in each of its two environments, and more in each. */
export function assemblyOf(
  given: (stack: Stack) => Partial<GitHubDeliveryProps> = () => ({}), env: { region?: string } | undefined = ENV,
  outputs: readonly string[] = ['ShopUrl'], more: (stack: Stack) => void = () => {},
): string {
  const app = new App({ outdir: path.join(folder(), 'cdk.out'), analyticsReporting: false });
  const stack = new Stack(app, 'Delivery', { env });
  new GitHubDelivery(stack, 'GitHub', {
    repository: GitHubRepository.named('acme', 'shop'), environments: [STAGING, PRODUCTION], ...given(stack),
  });
  for (const name of ['Staging', 'Production']) {
    const shop = new Stack(app, name, { env });
    for (const output of outputs) new CfnOutput(shop, output, { value: `https://${name}.example.com` });
    more(shop);
  }
  return app.synth().directory;
}

/** The cloud assembly of an app with two accounts, each with a delivery of its own. */
export function twoDeliveries(
  names: readonly [string, string], given: (stack: Stack) => Partial<GitHubDeliveryProps> = () => ({}),
): string {
  const app = new App({ outdir: path.join(folder(), 'cdk.out'), analyticsReporting: false });
  for (const [i, name] of names.entries()) {
    const env = { account: `${i + 1}`.repeat(12), region: 'eu-west-1' };
    const stack = new Stack(app, `Delivery-${name.replace(/\W/g, '-')}-${9 - i}`, { env });
    new GitHubDelivery(stack, 'GitHub', {
      repository: GitHubRepository.named('acme', 'shop'),
      environments: [DeliveryEnvironment.of(name, { stacks: [`Shop-${i}`] })], ...given(stack),
    });
    new CfnOutput(new Stack(app, `Shop-${i}`, { env }), 'ShopUrl', { value: `https://${i}.example.com` });
  }
  return app.synth().directory;
}

/** With one image for each name. */
export function withImages(...names: readonly string[]): (stack: Stack) => Partial<GitHubDeliveryProps> {
  return (stack) => ({ images: names.map((name) => DeliveredImage.of(name, {
    repository: Repository.fromRepositoryName(stack, `Images-${name}`, name), directory: `services/${name}`,
  })) });
}
