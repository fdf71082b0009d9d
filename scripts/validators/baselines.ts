// the job of examples/production-service by other means, with the defaults of those who wrote them: a public service
// with a domain and a PostgreSQL database in a VPC of its own.
import { App, Stack } from 'aws-cdk-lib';
import { Certificate, CertificateValidation } from 'aws-cdk-lib/aws-certificatemanager';
import { InstanceClass, InstanceSize, InstanceType, Port, Vpc } from 'aws-cdk-lib/aws-ec2';
import { Repository } from 'aws-cdk-lib/aws-ecr';
import {
  Cluster, ContainerImage, FargateService, FargateTaskDefinition, LogDrivers, Secret,
} from 'aws-cdk-lib/aws-ecs';
import { ApplicationLoadBalancedFargateService } from 'aws-cdk-lib/aws-ecs-patterns';
import { ApplicationLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { DatabaseInstance, DatabaseInstanceEngine, PostgresEngineVersion } from 'aws-cdk-lib/aws-rds';
import { ARecord, HostedZone, RecordTarget } from 'aws-cdk-lib/aws-route53';
import { LoadBalancerTarget } from 'aws-cdk-lib/aws-route53-targets';

const HOST = 'shop.example.com';
const PORT = 8080;

/** Apps that are measured beside the examples, by their names in docs/compliance.md. */
export const BASELINES: Readonly<Record<string, (app: App) => void>> = {
  'plain-l2': (app) => {
    const { stack, zone, certificate, vpc, database, image } = surroundings(app);
    const task = new FargateTaskDefinition(stack, 'Task');
    task.addContainer('Shop', {
      image, portMappings: [{ containerPort: PORT }], logging: LogDrivers.awsLogs({ streamPrefix: 'shop' }),
      environment: { DB_HOST: database.dbInstanceEndpointAddress },
      secrets: { DB_PASSWORD: Secret.fromSecretsManager(database.secret!, 'password') },
    });
    const cluster = new Cluster(stack, 'Cluster', { vpc });
    const service = new FargateService(stack, 'Service', { cluster, taskDefinition: task, desiredCount: 2 });
    const loadBalancer = new ApplicationLoadBalancer(stack, 'LoadBalancer', { vpc, internetFacing: true });
    loadBalancer.addRedirect();
    loadBalancer.addListener('Https', { port: 443, certificates: [certificate] })
      .addTargets('Shop', { port: PORT, targets: [service] });
    new ARecord(stack, 'Record', {
      zone, recordName: HOST, target: RecordTarget.fromAlias(new LoadBalancerTarget(loadBalancer)),
    });
    service.autoScaleTaskCount({ minCapacity: 2, maxCapacity: 10 })
      .scaleOnCpuUtilization('Cpu', { targetUtilizationPercent: 70 });
    database.connections.allowDefaultPortFrom(service);
  },
  'aws-ecs-patterns': (app) => {
    const { stack, zone, certificate, vpc, database, image } = surroundings(app);
    const { service } = new ApplicationLoadBalancedFargateService(stack, 'Shop', {
      vpc, certificate, domainName: HOST, domainZone: zone, redirectHTTP: true, desiredCount: 2,
      taskImageOptions: {
        image, containerPort: PORT, environment: { DB_HOST: database.dbInstanceEndpointAddress },
        secrets: { DB_PASSWORD: Secret.fromSecretsManager(database.secret!, 'password') },
      },
    });
    service.autoScaleTaskCount({ minCapacity: 2, maxCapacity: 10 })
      .scaleOnCpuUtilization('Cpu', { targetUtilizationPercent: 70 });
    database.connections.allowFrom(service, Port.tcp(5432));
  },
};

function surroundings(app: App) {
  const stack = new Stack(app, 'Shop', { env: { account: '111122223333', region: 'eu-west-1' } });
  const zone = HostedZone.fromHostedZoneAttributes(stack, 'Zone', {
    hostedZoneId: 'Z0123456789ABCDEFGHIJ', zoneName: 'example.com',
  });
  const certificate = new Certificate(stack, 'Certificate', {
    domainName: HOST, validation: CertificateValidation.fromDns(zone),
  });
  const vpc = new Vpc(stack, 'Vpc', { maxAzs: 3 });
  const database = new DatabaseInstance(stack, 'Database', {
    vpc, engine: DatabaseInstanceEngine.postgres({ version: PostgresEngineVersion.VER_17 }),
    instanceType: InstanceType.of(InstanceClass.T4G, InstanceSize.MEDIUM),
  });
  const image = ContainerImage.fromEcrRepository(new Repository(stack, 'Repository'), '1.4.2');
  return { stack, zone, certificate, vpc, database, image };
}
