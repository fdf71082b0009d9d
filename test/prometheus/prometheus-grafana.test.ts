// R-MON-3, R-MON-4, R-NET-5: Prometheus and Grafana as they stand in the template
import type { Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import {
  Grafana, MetricsBackend, MetricsHistory, Objective, OperationsTopic, Poll, PostgresDatabase, PrometheusGrafana,
  VotingApp, VotingIngress,
} from '../../src';
import { namesIn, waysIn } from '../support/walk';
import { built, containersOf, given, grafana, OFFICE, statementsOf } from './support';

const usual = built();
const named = (stack: Stack) => namesIn(stack, (path) => path.split('/').slice(0, -1).join('/'));

describe('Prometheus and Grafana', () => {
  test('are reached by nobody but the load balancer, and the load balancer by the office', () => {
    expect(waysIn(usual.template, named(usual.stack))).toEqual([
      `${OFFICE} -> Metrics/Grafana/Service/LoadBalancer:443`,
      `${OFFICE} -> Metrics/Grafana/Service/LoadBalancer:80`,
      'Metrics/Grafana/Service/LoadBalancer -> Metrics/Grafana/Service:3000',
      'Metrics/Prometheus/Service -> Shop:9000',
    ]);
  });

  test('let no container be root or write to its own files, but the one that writes the configuration be root', () => {
    const containers = ['MetricsPrometheus', 'MetricsGrafana'].flatMap((part) =>
      Object.values(containersOf(usual.template, part)));

    expect(containers.map(({ ReadonlyRootFilesystem }) => ReadonlyRootFilesystem)).toEqual(containers.map(() => true));
    expect(containers.filter(({ User }) => /^0(:|$)/.test(String(User ?? 0))).map(({ Name, Essential }) =>
      [Name, Essential])).toEqual([['config', false], ['config', false]]);
  });

  test('have no plain settings, and the password of Grafana is random', () => {
    const definitions = JSON.stringify(usual.template.findResources('AWS::ECS::TaskDefinition'));

    expect(definitions).not.toContain('"Environment"');
    expect(usual.scriptOf('Grafana')).not.toMatch(/password/i);
    usual.template.hasResourceProperties('AWS::SecretsManager::Secret', {
      Description: 'Password of the user admin of Grafana',
      GenerateSecretString: { PasswordLength: 40, ExcludePunctuation: true }, SecretString: Match.absent(),
    });
    expect(containersOf(usual.template, 'MetricsGrafana').app.Secrets.map((secret: { Name: string }) => secret.Name))
      .toEqual(['GF_SECURITY_ADMIN_PASSWORD', 'GF_SECURITY_SECRET_KEY']);
  });

  test('give Grafana no sign-up, nobody anonymous, and nothing of the internet', () => {
    const script = usual.scriptOf('Grafana');

    for (const line of [
      'allow_sign_up = false', '[auth.anonymous]\nenabled = false', '[metrics]\nenabled = false',
      'cookie_secure = true',
      'root_url = https://grafana.example.com', 'plugin_admin_enabled = false', 'preinstall_disabled = true',
      'check_for_updates = false', 'reporting_enabled = false',
    ]) expect(script).toContain(line);
  });

  test('run one Prometheus, and never two at the same time', () => {
    usual.template.hasResourceProperties('AWS::ECS::Service', {
      DesiredCount: 1, DeploymentConfiguration: { MinimumHealthyPercent: 0, MaximumPercent: 100 },
      AvailabilityZoneRebalancing: 'DISABLED',
    });
  });

  test('start every program after its configuration', () => {
    const { app, alertmanager } = containersOf(usual.template, 'MetricsPrometheus');

    for (const { DependsOn } of [app, alertmanager, containersOf(usual.template, 'MetricsGrafana').app]) {
      expect(DependsOn).toContainEqual({ ContainerName: 'config', Condition: 'SUCCESS' });
    }
  });

  test('keep Prometheus on localhost where Grafana asks a workspace', () => {
    const { app, alertmanager } = containersOf(usual.template, 'MetricsPrometheus');

    expect(app.Command).toContain('--web.listen-address=127.0.0.1:9090');
    expect(alertmanager.Command).toContain('--web.listen-address=127.0.0.1:9093');
    usual.template.hasResource('AWS::APS::Workspace', { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
  });
});

describe('the rights', () => {
  test('of Prometheus are those to find tasks, to send metrics and to alert', () => {
    const statements = statementsOf(usual.template, 'MetricsPrometheus');

    expect(statements.flatMap(({ Action }) => Action as string[]).sort()).toEqual([
      'aps:RemoteWrite', 'ec2:DescribeAvailabilityZones', 'ec2:DescribeInstances', 'ec2:DescribeNetworkInterfaces',
      'ecs:DescribeClusters', 'ecs:DescribeContainerInstances', 'ecs:DescribeServices', 'ecs:DescribeTasks',
      'ecs:ListServices', 'ecs:ListTasks', 'kms:Decrypt', 'kms:GenerateDataKey', 's3:GetObject', 'sns:Publish',
    ]);
    expect(statements.filter(({ Resource }) => Resource === '*').map(({ Sid, Condition }) => [Sid, Object.keys(
      (Condition as object | undefined) ?? {},
    )])).toEqual([['Tasks', ['ArnEquals']], ['Instances', []]]);
  });

  test('of Grafana are those to read metrics and to alert', () => {
    const actions = statementsOf(usual.template, 'MetricsGrafana').flatMap(({ Action }) => Action as string[]);

    expect(actions.filter((action) => !/^(aps|cloudwatch|ec2|s3):(Get|List|Describe|Query)/.test(action)))
      .toEqual(['sns:Publish', 'kms:Decrypt', 'kms:GenerateDataKey']);
  });

  test('to read the configuration name one object', () => {
    const [{ Resource }] = statementsOf(usual.template, 'MetricsPrometheus')
      .filter(({ Sid }) => Sid === 'Configuration');

    expect(JSON.stringify(Resource)).toMatch(/:s3:::cdk-hnb659fds-assets-111122223333-eu-west-1\/[0-9a-f]{64}\.sh"/);
  });

  test('to alert are of the operations topic of the stack', () => {
    const { stack, vpc, hostedZone, shop } = given();
    const topic = OperationsTopic.of(stack);
    new PrometheusGrafana(stack, 'Metrics', { vpc, subjects: [shop], grafana: grafana(hostedZone) });

    const [{ Resource }] = statementsOf(Template.fromStack(stack), 'MetricsPrometheus')
      .filter(({ Sid }) => Sid === 'Alerts');
    expect(Resource).toEqual([
      { Ref: expect.stringMatching(/^MetricsPrometheusHeartbeatTopic/) }, stack.resolve(topic.topicArn),
    ]);
  });
});

describe('the configuration', () => {
  test('asks what was given, by cluster and service', () => {
    const script = usual.scriptOf('Prometheus');

    expect(script).toContain('job_name: shop-app');
    expect(script).toContain('role: ecs');
    expect(script).toContain('port: 9000');
    expect(script).not.toContain('Token[');
  });

  test('holds what is added later, and everything in a stack where no subject is named', () => {
    const later = built(() => ({ subjects: undefined }));

    expect(later.scriptOf('Prometheus')).toContain('job_name: shop-app');
  });

  test('replaces the tasks that it concerns, and no others', () => {
    const changed = built(() => ({ runbooks: 'https://wiki.example.com/alerts' }));
    const command = (each: typeof usual, part: string) => containersOf(each.template, part).config.Command as unknown[];

    expect(command(changed, 'MetricsPrometheus')[0]).not.toEqual(command(usual, 'MetricsPrometheus')[0]);
    expect(command(changed, 'MetricsGrafana')).toEqual(command(usual, 'MetricsGrafana'));
  });

  test('knows the roles of the voting application, and asks each on its own port', () => {
    const { stack, vpc, hostedZone } = given();
    const voting = new VotingApp(stack, 'Voting', {
      vpc, polls: [Poll.of({ title: 'A or b?', options: { a: 'A', b: 'B' } })],
      ingress: VotingIngress.hosts({ vote: 'vote.example.com', result: 'result.example.com', hostedZone }),
    });
    const metrics = new PrometheusGrafana(stack, 'Metrics', {
      vpc, subjects: [voting], probes: [voting.voteUrl], objectives: [Objective.availability(99.9)],
      grafana: grafana(hostedZone), runbooks: 'https://wiki.example.com/alerts',
    });
    const template = Template.fromStack(stack);

    const ways = waysIn(template, named(stack)).filter((way) => way.startsWith('Metrics/Prometheus'));
    expect(ways).toEqual(['Result', 'Vote', 'Worker'].map((role) =>
      `Metrics/Prometheus/Service -> Voting/${role}:9464`));
    expect(metrics.prometheusService).toBeDefined();
    expect(Object.keys(containersOf(template, 'MetricsPrometheus')).sort())
      .toEqual(['alertmanager', 'app', 'blackbox-exporter', 'config']);
  });
});

describe('by choice', () => {
  test('nothing keeps the metrics but the disk, and Grafana asks Prometheus by its name in the VPC', () => {
    const { template, stack } = built(() => ({
      backend: MetricsBackend.selfHosted({ history: MetricsHistory.none() }),
    }));

    expect(waysIn(template, named(stack))).toContain('Metrics/Grafana/Service -> Metrics/Prometheus/Service:9090');
    template.hasResourceProperties('AWS::ServiceDiscovery::Service', { Name: 'prometheus' });
    template.resourceCountIs('AWS::APS::Workspace', 0);
  });

  test('a workspace that exists keeps the metrics', () => {
    const arn = 'arn:aws:aps:eu-west-1:111122223333:workspace/ws-1';
    const { template, scriptOf, metrics } = built(() => ({
      backend: MetricsBackend.selfHosted({ history: MetricsHistory.workspace(arn) }),
    }));

    expect(metrics.workspaceArn).toBe(arn);
    template.resourceCountIs('AWS::APS::Workspace', 0);
    expect(scriptOf('Prometheus')).toContain('/workspaces/ws-1/api/v1/remote_write');
  });

  test('there is no Grafana', () => {
    const { template, metrics } = built(() => ({ grafana: Grafana.none() }));

    template.resourceCountIs('AWS::ElasticLoadBalancingV2::LoadBalancer', 0);
    expect([metrics.grafanaUrl, metrics.adminPassword, metrics.grafanaService]).toEqual(Array(3).fill(undefined));
  });

  test('a database lets two Grafanas run', () => {
    const { template, scriptOf } = built(({ stack, vpc, hostedZone }) => ({
      grafana: Grafana.https({
        domainName: 'grafana.example.com', hostedZone, allowedCidrs: [OFFICE],
        database: new PostgresDatabase(stack, 'GrafanaDatabase', { vpc }),
      }),
    }));

    template.hasResourceProperties('AWS::ECS::Service', { DesiredCount: 2 });
    // a connection to somebody else in the place of the database would get its password.
    expect(scriptOf('Grafana')).toMatch(/ssl_mode = verify-full\nca_cert_path = \/etc\/grafana\/rds\.pem\n/);
    expect(scriptOf('Grafana')).toMatch(/^put '\/etc\/grafana\/rds\.pem'.*\n# Amazon R/m);
    expect(scriptOf('Grafana')).toContain('host = $__env{GRAFANA_DB_HOST}:$__env{GRAFANA_DB_PORT}');
    expect(containersOf(template, 'MetricsGrafana').app.Secrets.map((secret: { Name: string }) => secret.Name))
      .toEqual(expect.arrayContaining(['GRAFANA_DB_HOST', 'GRAFANA_DB_PASSWORD']));
  });

  test('only a group of the VPC reaches an internal Grafana', () => {
    const { template, stack } = built(({ stack: scope, vpc, hostedZone }) => ({
      grafana: Grafana.internal({
        domainName: 'grafana.example.com', hostedZone,
        allowedPeers: [new SecurityGroup(scope, 'Vpn', { vpc })],
      }),
    }));

    expect(waysIn(template, { ...named(stack) }).filter((way) => way.endsWith('LoadBalancer:443'))).toHaveLength(1);
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::LoadBalancer', { Scheme: 'internal' });
  });

  test('outputs say where Grafana is', () => {
    const { stack, vpc, hostedZone, shop } = given();
    new PrometheusGrafana(stack, 'Metrics', { vpc, subjects: [shop], grafana: grafana(hostedZone) }).exportOutputs();

    expect(Object.keys(Template.fromStack(stack).findOutputs('*')).sort())
      .toEqual(['MetricsAdminPasswordArn', 'MetricsGrafanaUrl', 'MetricsWorkspaceArn']);
  });
});
