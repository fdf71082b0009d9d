// what AWS does not offer everywhere: a warning that names the Region and what to take instead.
import { App, Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { PrefixList, Vpc, type IVpc } from 'aws-cdk-lib/aws-ec2';
import {
  Deployment, FargateService, Grafana, Ingress, MetricsBackend, MetricsHistory, Monitoring, Notification, ServiceImage,
  PrometheusGrafana, WorkQueue,
} from '../../src';

const image = ServiceImage.fromRegistry('public.ecr.aws/docker/library/nginx:1.29');
type Build = (stack: Stack, vpc: IVpc) => unknown;

function warningsIn(region: string | undefined, build: Build): string[] {
  const stack = new Stack(new App(), 'Shop', region ? { env: { account: '111122223333', region } } : {});
  const zones = ['a', 'b'].map((zone) => `${region ?? 'eu-west-1'}${zone}`);
  build(stack, Vpc.fromVpcAttributes(stack, 'Vpc', {
    vpcId: 'vpc-12345678', vpcCidrBlock: '10.0.0.0/16', availabilityZones: zones,
    publicSubnetIds: ['subnet-1', 'subnet-2'], publicSubnetRouteTableIds: ['rtb-1', 'rtb-2'],
    privateSubnetIds: ['subnet-3', 'subnet-4'], privateSubnetRouteTableIds: ['rtb-3', 'rtb-4'],
  }));
  return Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('notInRegion'))
    .map(({ entry }) => String(entry.data));
}

const notified = (notification: Notification): Build => (stack) =>
  new Monitoring(stack, 'Monitoring', { subjects: [new WorkQueue(stack, 'Queue')], notifications: [notification] });
const deployed = (deployment: Deployment): Build => (stack, vpc) =>
  new FargateService(stack, 'Shop', { vpc, image, ingress: Ingress.http(), deployment });
const asked = (grafana: (stack: Stack) => Grafana, backend: MetricsBackend): Build => (stack, vpc) => {
  const shop = new FargateService(stack, 'Shop', { vpc, image });
  shop.scrapeAt({ port: 9000, dnsName: 'shop.internal' });
  new PrometheusGrafana(stack, 'Metrics', { vpc, backend, grafana: grafana(stack), subjects: [shop] });
};
const none = () => Grafana.none();
const amazonGrafana = (stack: Stack) =>
  Grafana.amazonIdentityCenter({ allowedPrefixLists: [PrefixList.fromPrefixListId(stack, 'List', 'pl-12345678')] });

const SLACK = notified(Notification.slack({ workspaceId: 'T0123456789', channelId: 'C0123456789' }));
const INCIDENT = notified(Notification.incident('shop'));
const KEPT = MetricsBackend.selfHosted();
const EXISTING = MetricsBackend.selfHosted({ history: MetricsHistory.none() });

test.each<[string, Build, string, RegExp]>([
  ['metrics in China', asked(none, KEPT), 'cn-north-1',
    /^AWS did not offer Amazon Managed Service for Prometheus in cn-north-1 in 2026.*MetricsHistory.none\(\)/],
  ['a managed backend in China', asked(none, MetricsBackend.managed()), 'cn-northwest-1',
    /Prometheus in cn-northwest-1/],
  ['a collector without a workspace in China', asked(none, MetricsBackend.agentless()), 'cn-north-1',
    /Prometheus in cn/],
  ['metrics in a Region that lacks the service', asked(none, KEPT), 'ap-southeast-6', /Prometheus in ap-southeast-6/],
  ['a workspace of Grafana in Stockholm', asked(amazonGrafana, KEPT), 'eu-north-1',
    /^AWS did not offer Amazon Managed Grafana in eu-north-1.*Grafana.internal or Grafana.https/],
  ['a channel in AWS GovCloud', SLACK, 'us-gov-west-1',
    /Amazon Q Developer in chat applications in us-gov-west-1.*Notification.https/],
  ['an incident in Zurich', INCIDENT, 'eu-central-2', /Incident Manager in eu-central-2.*Notification.opsItem/],
  ['a canary in China', deployed(Deployment.canary()), 'cn-north-1',
    /canary and linear deployments.*Deployment.blueGreen/],
  ['a linear deployment in AWS GovCloud', deployed(Deployment.linear()), 'us-gov-east-1', /deployments.*us-gov-east-1/],
])('%s is built, with one warning', (_, build, region, text) => {
  expect(warningsIn(region, build)).toEqual([expect.stringMatching(text)]);
});

test.each<[string, Build, string | undefined]>([
  ['metrics in AWS GovCloud', asked(none, KEPT), 'us-gov-west-1'],
  ['metrics on the disk of the task in China', asked(none, EXISTING), 'cn-north-1'],
  ['a workspace of Grafana in Ireland', asked(amazonGrafana, KEPT), 'eu-west-1'],
  ['a channel in a Region that has to be opted in to', SLACK, 'me-south-1'],
  ['an incident in Stockholm', INCIDENT, 'eu-north-1'],
  ['blue/green in China', deployed(Deployment.blueGreen()), 'cn-north-1'],
  ['everything in a Region that nobody knows yet', asked(amazonGrafana, KEPT), 'xx-north-1'],
  ['everything in a stack that can stand anywhere', asked(amazonGrafana, KEPT), undefined],
])('%s needs no warning', (_, build, region) => {
  expect(warningsIn(region, build)).toEqual([]);
});
