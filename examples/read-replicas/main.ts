// A production database with two read replicas and RDS Proxy, and a worker without ingress (R-DB-3, R-NET-4)
import { type App, Duration, Stack } from 'aws-cdk-lib';
import {
  CapacityRange, DatabaseCredentials, FargateService, Network, Pooling, PostgresDatabase, ScalingPolicy, ServiceImage,
} from '../../src';

export function build(app: App): void {
  const stack = new Stack(app, 'Reports', { env: { account: '111122223333', region: 'eu-west-1' } });

  const network = new Network(stack, 'Network');
  const database = new PostgresDatabase(stack, 'Database', {
    vpc: network.vpc,
    credentials: DatabaseCredentials.generated({ rotateEvery: Duration.days(30) }),
    readReplicas: 2,
    pooling: Pooling.rdsProxy(),
  });
  const worker = new FargateService(stack, 'Worker', {
    vpc: network.vpc,
    image: ServiceImage.managedRepository({ tag: '0.9.0' }),
    capacity: CapacityRange.between(1, 4),
    scaling: [ScalingPolicy.cpuTarget(), ScalingPolicy.memoryTarget()],
  });
  worker.connectTo(database);
}
