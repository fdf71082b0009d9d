// what tasks and instances reach over IPv6: the CDK lets every group out over IPv4 alone.
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { IpProtocol } from 'aws-cdk-lib/aws-ec2';
import { Bootstrap, ElasticWebTier, FargateService, Network, ServiceImage, TierImage } from '../../src';

const IMAGE = 'public.ecr.aws/nginx/nginx:1.27.3';

/** Where the group of a workload lets out to. */
function waysOut(ipProtocol: IpProtocol, make: (stack: Stack, network: Network) => unknown): string[] {
  const stack = new Stack(new App(), 'Stack', { env: { account: '111122223333', region: 'eu-west-1' } });
  make(stack, new Network(stack, 'Network', { ipProtocol }));
  const groups = Object.entries(Template.fromStack(stack).findResources('AWS::EC2::SecurityGroup'));
  return groups.filter(([id]) => id.startsWith('ShopSecurityGroup')).flatMap(([, { Properties }]) =>
    (Properties.SecurityGroupEgress as { CidrIp?: string; CidrIpv6?: string }[]).map((rule) =>
      rule.CidrIp ?? rule.CidrIpv6 ?? 'nowhere'));
}

describe.each<[string, (stack: Stack, network: Network) => unknown]>([
  ['tasks', (stack, { vpc }) => new FargateService(stack, 'Shop', { vpc, image: ServiceImage.fromRegistry(IMAGE) })],
  ['instances', (stack, { vpc }) => new ElasticWebTier(stack, 'Shop', {
    vpc, bootstrap: Bootstrap.container(TierImage.fromRegistry(IMAGE)),
  })],
])('the %s of a workload', (_, make) => {
  test('reach the internet over IPv6 too, in a network that has it', () => {
    expect(waysOut(IpProtocol.DUAL_STACK, make).sort()).toEqual(['0.0.0.0/0', '::/0']);
  });

  test('have no rule for IPv6 in a network of IPv4', () => {
    expect(waysOut(IpProtocol.IPV4_ONLY, make)).toEqual(['0.0.0.0/0']);
  });
});
