// An API that speaks gRPC, over IPv4 and IPv6, for partners with certificates of their own (R-NET-1, R-LB-1, R-LB-2)
import { type App, Stack } from 'aws-cdk-lib';
import { IpProtocol } from 'aws-cdk-lib/aws-ec2';
import { IpAddressType, TrustStore } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { FargateService, Ingress, MutualTls, Nat, Network, Profile, ServiceImage, TargetProtocol } from '../../src';

export function build(app: App): void {
  Profile.PRODUCTION.applyTo(app);

  const stack = new Stack(app, 'Partners');
  const network = new Network(stack, 'Network', {
    availabilityZones: 2, ipProtocol: IpProtocol.DUAL_STACK, nat: Nat.regional(),
  });
  const hostedZone = HostedZone.fromHostedZoneAttributes(stack, 'Zone', {
    hostedZoneId: 'Z0123456789ABCDEFGHIJ', zoneName: 'example.com',
  });
  const trustStore = new TrustStore(stack, 'Authorities', {
    bucket: Bucket.fromBucketName(stack, 'Bundles', 'our-authorities'), key: 'partners.pem', version: 'mL4f1Version',
  });
  new FargateService(stack, 'Orders', {
    vpc: network.vpc,
    image: ServiceImage.managedRepository({ tag: '1.0.0' }),
    ingress: Ingress.https({
      domainName: 'orders.example.com', hostedZone,
      loadBalancer: { placement: { ipAddressType: IpAddressType.DUAL_STACK } },
      tls: { mutualTls: MutualTls.verify(trustStore) },
      target: { protocol: TargetProtocol.grpc() },
    }),
  });
}
