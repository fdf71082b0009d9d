import { CfnParameter, Duration, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { CertificateAuthority } from 'aws-cdk-lib/aws-acmpca';
import { LogDrivers } from 'aws-cdk-lib/aws-ecs';
import { Key, KeySpec } from 'aws-cdk-lib/aws-kms';
import { HttpNamespace } from 'aws-cdk-lib/aws-servicediscovery';
import { FargateService, Ingress, ServiceConnect, ServiceImage } from '../../../src';
import { stackWithVpc } from '../../support/stacks';
import { rendered } from '../../support/templates';

const stack = new Stack();
const token = new CfnParameter(stack, 'P', { type: 'Number' });

describe('service connect', () => {
  const namespace = new HttpNamespace(stack, 'Namespace', { name: 'internal' });
  const problems = (options: { dnsName: string; port?: number }) =>
    rendered(ServiceConnect.server(namespace, options)._variant.problems('serviceConnect', stack));

  test.each(['', 'Orders', '-a', 'a-', 'a.b', 'a'.repeat(64)])('fails for the name "%s"', (dnsName) => {
    expect(problems({ dnsName }))
      .toEqual([`"serviceConnect.dnsName" must be 1 to 63 lower-case letters, digits and "-", got "${dnsName}"`]);
  });

  test('fails for a port that does not exist', () => {
    expect(problems({ dnsName: 'a', port: 0 }))
      .toEqual(['"serviceConnect.port" must be an integer from 1 to 65535, got 0']);
    expect(problems({ dnsName: 'a'.repeat(63), port: 65535 })).toEqual([]);
    expect(problems({ dnsName: token.valueAsString })).toEqual([]);
  });

  // the name in Cloud Map has to be unique in the namespace, and by default it is that of the port.
  test('gives each service of a namespace a discovery name of its own', () => {
    const logDriver = LogDrivers.awsLogs({ streamPrefix: 'a' });
    const names = ['orders', 'shop'].map((dnsName) =>
      ServiceConnect.server(namespace, { dnsName })._variant.bind(stack, logDriver).services);

    expect(names).toEqual([
      [expect.objectContaining({ discoveryName: 'orders', dnsName: 'orders' })],
      [expect.objectContaining({ discoveryName: 'shop', dnsName: 'shop' })],
    ]);
  });
});

describe('timeouts of service connect', () => {
  const namespace = new HttpNamespace(stack, 'Timeouts', { name: 'timeouts' });
  const server = (options: object) => ServiceConnect.server(namespace, { dnsName: 'orders', ...options })._variant;
  const problems = (options: object) => rendered(server(options).problems('serviceConnect', stack));
  const idleOf = (options: object) =>
    server(options).bind(stack, LogDrivers.awsLogs({ streamPrefix: 'a' })).services![0].idleTimeout;

  test.each([
    [{ perRequestTimeout: Duration.hours(25) },
      '"serviceConnect.perRequestTimeout" must be whole seconds from 0 seconds to 1 day, got 1 day 1 hour'],
    [{ idleTimeout: Duration.millis(500) },
      '"serviceConnect.idleTimeout" must be whole seconds from 0 seconds to 1 day, got 0.5 seconds'],
    [{ perRequestTimeout: Duration.minutes(2), idleTimeout: Duration.minutes(1) },
      '"serviceConnect.idleTimeout" must be at least "serviceConnect.perRequestTimeout" (2 minutes), got 1 minute: the '
      + 'shorter one ends the call; leave it out to raise it too'],
    [{ perRequestTimeout: Duration.seconds(0), idleTimeout: Duration.minutes(1) },
      '"serviceConnect.idleTimeout" must be at least "serviceConnect.perRequestTimeout" (0 seconds), got 1 minute: the '
      + 'shorter one ends the call; leave it out to raise it too'],
  ])('%# is rejected', (options, problem) => {
    expect(problems(options)).toEqual([problem]);
  });

  test.each([
    {}, { perRequestTimeout: Duration.minutes(2), idleTimeout: Duration.minutes(2) },
    { idleTimeout: Duration.hours(24) },
    { perRequestTimeout: Duration.hours(1), idleTimeout: Duration.seconds(0) },
    { perRequestTimeout: Duration.seconds(token.valueAsNumber), idleTimeout: Duration.seconds(1) },
  ])('%# passes', (options) => {
    expect(problems(options)).toEqual([]);
  });

  test('a long request raises the time that a connection may be idle', () => {
    expect(idleOf({ perRequestTimeout: Duration.minutes(10) })).toEqual(Duration.minutes(10));
    expect(idleOf({ perRequestTimeout: Duration.seconds(0) })).toEqual(Duration.seconds(0));
    expect(idleOf({ perRequestTimeout: Duration.minutes(1) })).toBeUndefined();
    expect(idleOf({ perRequestTimeout: Duration.hours(1), idleTimeout: Duration.hours(2) })).toEqual(Duration.hours(2));
  });
});

describe('TLS of service connect', () => {
  const authority = (scope: Stack, region = 'eu-west-1') => CertificateAuthority.fromCertificateAuthorityArn(
    scope, `Ca-${region}`, `arn:aws:acm-pca:${region}:111122223333:certificate-authority/1`,
  );
  const made = (options: { region?: string; key?: KeySpec; props?: object } = {}) => {
    const own = stackWithVpc({ props: { env: { account: '111122223333', region: 'eu-west-1' } } });
    const namespace = new HttpNamespace(own.stack, 'Namespace', { name: 'internal' });
    const encryptionKey = options.key && new Key(own.stack, 'Key', { keySpec: options.key });
    new FargateService(own.stack, 'Orders', {
      vpc: own.vpc, image: ServiceImage.fromRegistry('nginx:1'),
      serviceConnect: ServiceConnect.server(namespace, {
        dnsName: 'orders', tls: { authority: authority(own.stack, options.region), encryptionKey },
      }),
      ...options.props,
    });
    return own.stack;
  };

  test('names the authority, the key and a role, which outlive the service', () => {
    const template = Template.fromStack(made({ key: KeySpec.SYMMETRIC_DEFAULT }));
    const [{ Properties, DependsOn }] = Object.values(template.findResources('AWS::ECS::Service'));

    expect(Properties.ServiceConnectConfiguration.Services[0].Tls).toMatchObject({
      IssuerCertificateAuthority: {
        AwsPcaAuthorityArn: 'arn:aws:acm-pca:eu-west-1:111122223333:certificate-authority/1',
      },
      KmsKey: { 'Fn::GetAtt': [expect.stringMatching(/^Key/), 'Arn'] },
      RoleArn: { 'Fn::GetAtt': [expect.stringMatching(/^OrdersServiceConnectTls/), 'Arn'] },
    });
    expect(DependsOn).toEqual(expect.arrayContaining([expect.stringMatching(/^OrdersServiceConnectTlsRights/)]));
    template.hasResourceProperties('AWS::IAM::ManagedPolicy', { PolicyDocument: { Statement: [{
      Action: ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey', 'kms:GenerateDataKeyPair'], Effect: 'Allow',
      Resource: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Key'), 'Arn'] },
    }] } });
  });

  test.each([
    [{ region: 'us-east-1' }, '"serviceConnect.tls.authority" must be in the Region eu-west-1 of the stack'],
    [{ key: KeySpec.RSA_2048 }, '"serviceConnect.tls.encryptionKey" must be a symmetric key for encryption'],
    [{ props: { ingress: Ingress.http() } }, '"serviceConnect.tls" must be left out with an ingress, got both'],
  ])('%# is rejected', (options, problem) => {
    expect(() => made(options)).toThrow(problem);
  });
});
