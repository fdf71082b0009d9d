// A service that puts jobs into a queue on Valkey, and one that does them: nothing is evicted, and a lost node is
// replaced (R-DB-4, R-DB-5)
import { type App, Stack } from 'aws-cdk-lib';
import { FargateService, Network, ServiceImage, ValkeyCache } from '../../src';

export function build(app: App): void {
  const stack = new Stack(app, 'Jobs', { env: { account: '111122223333', region: 'eu-west-1' } });

  const network = new Network(stack, 'Network');
  const queue = new ValkeyCache(stack, 'Queue', { vpc: network.vpc });
  const importer = new FargateService(stack, 'Importer', {
    vpc: network.vpc, image: ServiceImage.managedRepository({ tag: '0.9.0' }),
  });
  const mailer = new FargateService(stack, 'Mailer', {
    vpc: network.vpc, image: ServiceImage.managedRepository({ tag: '0.9.0' }),
  });
  for (const service of [importer, mailer]) service.connectTo(queue, { environmentPrefix: 'QUEUE' });
}
