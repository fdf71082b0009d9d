import { App, Stack } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { audit, type Finding } from '../../demo/audit';
import {
  CapacityRange, Deployment, FargateService, Ingress, Migration, Network, Profile, ServiceImage,
  type FargateServiceProps,
} from '../../src';
import { Queue } from '../support/queue';

/** What the packs find in a service, without its network, its load balancer and the backend of the test. */
function findings(profile: Profile, props: Partial<FargateServiceProps> = {}): Finding[] {
  const app = new App();
  profile.applyTo(app);
  const stack = new Stack(app, 'Stack');
  const network = new Network(stack, 'Network');
  const service = new FargateService(stack, 'Shop', {
    vpc: network.vpc,
    image: ServiceImage.managedRepository({ tag: '1.4.2' }),
    ingress: Ingress.https({
      certificate: Certificate.fromCertificateArn(
        stack, 'Certificate', 'arn:aws:acm:eu-west-1:111122223333:certificate/1',
      ),
    }),
    ...props,
  });
  service.connectTo(new Queue(stack, 'Queue', network.vpc, { rotates: true }), { environmentPrefix: 'Q' });
  app.synth();
  return audit(app).filter(({ resource }) => /^Stack\/Shop\/(?!LoadBalancer)/.test(resource));
}

const open = (found: Finding[]) =>
  [
    ...new Set(found.filter(({ acknowledged }) => !acknowledged).map(({ rule, resource }) => `${rule} ${resource}`)),
  ].sort();
const acknowledged = (found: Finding[]) =>
  found.filter((finding) => finding.acknowledged).map(({ id, resource }) => `${id} ${resource}`).sort();

// R-SEC-1
describe('rule packs on a service of its own', () => {
  // the backend of these tests has a plain setting, which databases of the library have not.
  const SETTING = 'ECS2 Stack/Shop/Task/Definition/Resource';
  const LOGIN = 'AwsSolutions-IAM5[Resource::*] Stack/Shop/Task/ExecutionRole/Rights/Resource';
  const RESTART = 'AwsSolutions-IAM5[Resource::*] Stack/Shop/RestartOnRotation/Role/Rights/Resource';

  test('under REGULATED nothing is open, and the login to ECR and the trace of restarts are acknowledged', () => {
    const found = findings(Profile.REGULATED);

    expect(open(found)).toEqual([SETTING]);
    expect(acknowledged(found)).toEqual([RESTART, LOGIN]);
  });

  test('in production only the key of the logs is one of AWS', () => {
    expect(open(findings(Profile.PRODUCTION))).toEqual([
      'CloudWatchLogGroupEncrypted Stack/Shop/RestartOnRotation/LogGroup/Resource',
      'CloudWatchLogGroupEncrypted Stack/Shop/Task/LogGroup/Resource',
      SETTING,
    ]);
  });

  test('traffic shifting and ECS Exec add one acknowledged wildcard each, and nothing open', () => {
    const found = findings(Profile.REGULATED, {
      deployment: Deployment.canary(),
      migration: Migration.beforeStart({ command: ['migrate'] }),
      task: { enableExecuteCommand: true },
      capacity: CapacityRange.between(2, 4),
    });

    expect(open(found)).toEqual([SETTING]);
    expect(acknowledged(found)).toEqual([
      RESTART, LOGIN, 'AwsSolutions-IAM5[Resource::*] Stack/Shop/Task/Role/Rights/Resource',
      'AwsSolutions-IAM5[Resource::*] Stack/Shop/TrafficShift/Role/Rights/Resource',
    ]);
  });
});
