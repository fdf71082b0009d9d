// Two services in what a company has already: VPC, cluster, load balancer, security groups, KMS key and certificate
// authority of other teams; calls between the two are encrypted
// (R-NET-4, R-LB-4)
import { type App, Stack } from 'aws-cdk-lib';
import { SecurityGroup, Vpc } from 'aws-cdk-lib/aws-ec2';
import { Cluster } from 'aws-cdk-lib/aws-ecs';
import { ApplicationListener, ApplicationLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Key } from 'aws-cdk-lib/aws-kms';
import { CertificateAuthority } from 'aws-cdk-lib/aws-acmpca';
import { HttpNamespace } from 'aws-cdk-lib/aws-servicediscovery';
import { FargateService, Ingress, PostgresDatabase, Profile, ServiceConnect, ServiceImage } from '../../src';

const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/0123abcd-12ab-34cd-56ef-1234567890ab';
const AUTHORITY = 'arn:aws:acm-pca:eu-west-1:111122223333:certificate-authority/01234567-89ab-cdef-0123-456789abcdef';
const ELB = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333';

export function build(app: App): void {
  Profile.PRODUCTION.applyTo(app);

  const stack = new Stack(app, 'Brought', { env: { account: '111122223333', region: 'eu-west-1' } });
  const vpc = Vpc.fromVpcAttributes(stack, 'Vpc', {
    vpcId: 'vpc-0123456789abcdef0', vpcCidrBlock: '10.40.0.0/16', availabilityZones: ['eu-west-1a', 'eu-west-1b'],
    publicSubnetIds: ['subnet-0a00000000000000a', 'subnet-0b00000000000000b'],
    publicSubnetRouteTableIds: ['rtb-0a00000000000000a', 'rtb-0a00000000000000a'],
    privateSubnetIds: ['subnet-0c00000000000000c', 'subnet-0d00000000000000d'],
    privateSubnetRouteTableIds: ['rtb-0c00000000000000c', 'rtb-0d00000000000000d'],
    isolatedSubnetIds: ['subnet-0e00000000000000e', 'subnet-0f00000000000000f'],
    isolatedSubnetRouteTableIds: ['rtb-0e00000000000000e', 'rtb-0e00000000000000e'],
  });
  const entrance = SecurityGroup.fromSecurityGroupId(stack, 'Entrance', 'sg-0123456789abcdef0');
  const loadBalancer = ApplicationLoadBalancer.fromApplicationLoadBalancerAttributes(stack, 'Web', {
    loadBalancerArn: `${ELB}:loadbalancer/app/web/50dc6c495c0c9188`, securityGroupId: entrance.securityGroupId,
  });
  const listener = ApplicationListener.fromApplicationListenerAttributes(stack, 'Https', {
    listenerArn: `${ELB}:listener/app/web/50dc6c495c0c9188/f2f7dc8efc522ab2`, securityGroup: entrance,
  });

  const cluster = Cluster.fromClusterAttributes(stack, 'Cluster', { clusterName: 'company', vpc });
  const namespace = new HttpNamespace(stack, 'Namespace', { name: 'orders.internal' });

  const orders = new FargateService(stack, 'Orders', {
    vpc, cluster,
    image: ServiceImage.managedRepository({ tag: '1.0.0' }),
    ingress: Ingress.existing(loadBalancer, listener, { hosts: ['orders.example.com'], priority: 120 }),
    serviceConnect: ServiceConnect.client(namespace),
  });
  const stock = new FargateService(stack, 'Stock', {
    vpc, cluster,
    image: ServiceImage.managedRepository({ tag: '1.0.0' }),
    serviceConnect: ServiceConnect.server(namespace, {
      dnsName: 'stock',
      tls: { authority: CertificateAuthority.fromCertificateAuthorityArn(stack, 'Authority', AUTHORITY) },
    }),
  });
  stock.connections.allowDefaultPortFrom(orders, 'Calls of the orders');
  orders.connectTo(new PostgresDatabase(stack, 'Database', {
    vpc,
    encryptionKey: Key.fromKeyArn(stack, 'Key', KEY),
  }));
}
