// Staging and production, deployed by workflows of GitHub without keys, and a bucket for states of Terraform
// (R-DEL-2, R-DEL-5)
import { type App, Stack } from 'aws-cdk-lib';
import type { IRepository } from 'aws-cdk-lib/aws-ecr';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import {
  DeliveredImage, DeliveryEnvironment, FargateService, GitHubDelivery, GitHubIdentityProvider, GitHubRepository,
  ImageRepository, Ingress, Network, ServiceImage, StateBucket,
} from '../../src';

const env = { account: '111122223333', region: 'eu-west-1' };

export function build(app: App): void {
  const delivery = new Stack(app, 'Delivery', { env });
  const { repository } = new ImageRepository(delivery, 'Images');
  new GitHubDelivery(delivery, 'GitHub', {
    repository: GitHubRepository.withIds('acme', 'shop', { ownerId: '9919', repositoryId: '1296269' }),
    identityProvider: GitHubIdentityProvider.created(),
    environments: [
      DeliveryEnvironment.of('staging', { stacks: ['Staging'] }),
      DeliveryEnvironment.of('production', { stacks: ['Production'] }),
    ],
    images: [DeliveredImage.of('shop', { repository })],
  }).exportOutputs('');

  // what the network team keeps with Terraform.
  new StateBucket(delivery, 'States');

  // staging is built as production is: what was tested is what is deployed.
  shop(new Stack(app, 'Staging', { env }), 'staging.example.com', repository);
  shop(new Stack(app, 'Production', { env }), 'shop.example.com', repository);
}

function shop(stack: Stack, domainName: string, repository: IRepository): void {
  const { vpc } = new Network(stack, 'Network');
  const hostedZone = HostedZone.fromHostedZoneAttributes(stack, 'Zone', {
    hostedZoneId: 'Z0123456789ABCDEFGHIJ', zoneName: 'example.com',
  });
  // the workflow names the image that it has built: cdk deploy --context shop-digest=sha256:...
  const digest: string = stack.node.tryGetContext('shop-digest') ?? '1.0.0';
  new FargateService(stack, 'Shop', {
    vpc, image: ServiceImage.fromRepository(repository, digest), ingress: Ingress.https({ domainName, hostedZone }),
  }).exportOutputs();
}
