// R-MON-3, R-NET-5: node exporter and cAdvisor on the instances of a tier
import { Template } from 'aws-cdk-lib/assertions';
import { SubnetType, Vpc } from 'aws-cdk-lib/aws-ec2';
import { Repository } from 'aws-cdk-lib/aws-ecr';
import { Bootstrap, Compute, ElasticWebTier, TierImage } from '../../src';
import { stackWithVpc } from '../support/stacks';

const { stack, vpc } = stackWithVpc({ props: { env: { account: '111122223333', region: 'eu-west-1' } } });
const IMAGE = TierImage.fromRegistry('public.ecr.aws/nginx/nginx:1.27.3');
const inside = new Vpc(stack, 'Inside', {
  natGateways: 0, subnetConfiguration: [{ name: 'Service', subnetType: SubnetType.PRIVATE_ISOLATED }],
});
let count = 0;
const tier = (bootstrap: Bootstrap, props: object = {}) =>
  new ElasticWebTier(stack, `Tier${count += 1}`, { vpc, bootstrap, ...props });

describe('exporters on instances', () => {
  const both = tier(Bootstrap.container(IMAGE).withNodeExporter().withCadvisor());
  const single = tier(Bootstrap.script('node /opt/app.js').withNodeExporter(), {
    compute: Compute.singleInstance(),
  });

  test('are told to Prometheus, with the ports that nobody else reaches', () => {
    expect(both.scrapeSources().map(({ name, port, program }) => [name, port, program]))
      .toEqual([['node', 9100, 'node'], ['containers', 9101, 'container']]);
    expect(single.scrapeSources().map(({ name }) => name)).toEqual(['node']);
    const rules = JSON.stringify(Template.fromStack(stack).findResources('AWS::EC2::SecurityGroupIngress'));
    expect(rules).not.toMatch(/910[01]/);
  });

  test('stand beside the application', () => {
    both.scrapeAt({ port: 9000 });

    expect(both.scrapeSources().map(({ name }) => name)).toEqual(['app', 'node', 'containers']);
  });

  test('are installed by the boot, in a version whose checksum is verified', () => {
    const data = JSON.stringify(Template.fromStack(stack).findResources('AWS::EC2::LaunchTemplate'));

    expect(data).toContain('node_exporter-1.9.1.linux-amd64.tar.gz');
    expect(data).toMatch(/becb950ee80d[0-9a-f]{52} {2}\/tmp\/node_exporter.tar.gz' \| sha256sum --check/);
    expect(data).toContain('systemctl enable --now node-exporter.service');
    expect(data).toContain('gcr.io/cadvisor/cadvisor:v0.52.1');
  });

  test.each<[string, () => ElasticWebTier, RegExp]>([
    ['a machine image that brings everything', () => tier(Bootstrap.none().withNodeExporter()),
      /"bootstrap" must install something to have withNodeExporter, got Bootstrap.none/],
    ['cAdvisor without Docker', () => tier(Bootstrap.script('node').withCadvisor()),
      /"bootstrap" must run Docker to have withCadvisor, got Bootstrap.script/],
    ['one of them twice', () => tier(Bootstrap.container(IMAGE).withNodeExporter().withNodeExporter()),
      /"bootstrap" must have withNodeExporter once, got it twice/],
    ['an application on the same port', () => tier(Bootstrap.container(IMAGE).withNodeExporter(), { port: 9100 }),
      /"port" must differ from 9100, the port of withNodeExporter, got 9100/],
    ['a text in place of an image', () => tier(Bootstrap.container(IMAGE).withCadvisor('cadvisor:1' as never)),
      /"bootstrap.image" must be made with a factory of TierImage, got "cadvisor:1"/],
    ['an image with a blank', () => tier(Bootstrap.container(IMAGE).withCadvisor(TierImage.fromRegistry('a b'))),
      /"bootstrap.image" must be an image/],
  ])('are an error for %s', (_, build, message) => {
    expect(build).toThrow(message);
  });

  const PRIVATE = Bootstrap.container(
    TierImage.fromRepository(Repository.fromRepositoryName(stack, 'Images', 'shop'), '1.4.2'));

  test.each<[Bootstrap, string]>([
    [PRIVATE.withNodeExporter(), 'leave withNodeExporter out'],
    [PRIVATE.withCadvisor(), 'give withCadvisor a TierImage.fromRepository'],
    [Bootstrap.container(IMAGE).withCadvisor(), 'use Bootstrap.container with TierImage.fromRepository'],
  ])('without a way to the internet the error says what to change', (bootstrap, advice) => {
    expect(() => new ElasticWebTier(stack, `Inside${count += 1}`, { vpc: inside, bootstrap })).toThrow(
      `"bootstrap" must need nothing from the internet in a VPC without a way to it, got ${bootstrap._variant.title}: `
      + `${advice}, or give the VPC a NAT gateway`,
    );
  });
});
