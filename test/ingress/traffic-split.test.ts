import { Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { TargetType } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import {
  Ingress, Stickiness, TrafficSplit, type IngressOptions, type TrafficSplitProps, type WebLoadBalancer,
} from '../../src/ingress';
import { messagesOf, Service, setup, sharedLoadBalancer, type Setup } from './support';
import { zoneIn } from '../support/stacks';
import { only } from '../support/templates';

const RULE = 'AWS::ElasticLoadBalancingV2::ListenerRule';

/** A split in a stack of a team, with the load balancer in the stack of the platform. */
function teamWithSplit(props: Partial<TrafficSplitProps> = {}):
  Setup
  & { readonly team: Stack; readonly edge: WebLoadBalancer; readonly split: TrafficSplit } {
  const given = setup();
  const team = new Stack(given.app, 'Team');
  const edge = sharedLoadBalancer(given);
  const split = new TrafficSplit(team, 'Split', { loadBalancer: edge, hosts: ['shop.example.com'], ...props });
  return { ...given, team, edge, split };
}

function forwardOf(weights: number[], props: Partial<TrafficSplitProps> = {}, options: IngressOptions[] = []) {
  const { team, split, vpc } = teamWithSplit(props);
  weights.forEach((weight, i) =>
    new Service(team, `Service${i}`, { vpc, ingress: Ingress.weighted(split, weight, options[i]) }));
  return only(Template.fromStack(team), RULE).Properties.Actions[0].ForwardConfig;
}

// R-LB-4; moving from EC2 to Fargate
describe('a split', () => {
  test('sends requests to instances and tasks by weight through one rule', () => {
    const { team, split, vpc } = teamWithSplit();
    const instances = new Service(team, 'Instances', {
      vpc, ingress: Ingress.weighted(split, 90), targetType: TargetType.INSTANCE, port: 80,
    });
    const tasks = new Service(team, 'Tasks', { vpc, ingress: Ingress.weighted(split, 10) });
    const template = Template.fromStack(team);
    const groups = [instances, tasks].map(({ bound }) => team.resolve(bound!.targetGroup.targetGroupArn));

    expect(only(template, RULE).Properties).toMatchObject({
      Conditions: [{ Field: 'host-header', HostHeaderConfig: { Values: ['shop.example.com'] } }],
      Actions: [
        {
          Type: 'forward',
          ForwardConfig: {
            TargetGroups: [{ TargetGroupArn: groups[0], Weight: 90 }, { TargetGroupArn: groups[1], Weight: 10 }],
          },
        },
      ],
    });
    expect(instances.bound!.rule).toBe(split.listenerRule);
    expect(tasks.bound!.url).toBe('https://shop.example.com');
  });

  test('opens the way to each service on its own port', () => {
    const { team, split, vpc } = teamWithSplit();
    new Service(team, 'Instances', { vpc, ingress: Ingress.weighted(split, 90), port: 80 });
    new Service(team, 'Tasks', { vpc, ingress: Ingress.weighted(split, 10), port: 8080 });
    const rules = Object.values(Template.fromStack(team).findResources('AWS::EC2::SecurityGroupIngress'));

    expect(rules.map(({ Properties }) => Properties.FromPort).sort()).toEqual([80, 8080]);
  });

  test('a step changes weights only, and no resource', () => {
    const templateOf = (weight: number) => {
      const { team, split, vpc } = teamWithSplit();
      new Service(team, 'Instances', { vpc, ingress: Ingress.weighted(split, 100 - weight) });
      new Service(team, 'Tasks', { vpc, ingress: Ingress.weighted(split, weight) });
      return JSON.stringify(Template.fromStack(team).toJSON());
    };

    expect(templateOf(50))
      .toBe(templateOf(10).replace('"Weight":90', '"Weight":50').replace('"Weight":10', '"Weight":50'));
  });

  test('the stack of the load balancer depends on no service', () => {
    const { app, stack, team, split, vpc } = teamWithSplit();
    new Service(team, 'Tasks', { vpc, ingress: Ingress.weighted(split, 1) });
    app.synth();

    expect(stack.dependencies).not.toContain(team);
    expect(team.dependencies).toContain(stack);
  });

  test('works in the stack of the load balancer too', () => {
    const given = setup();
    const split = new TrafficSplit(given.stack, 'Split', { loadBalancer: sharedLoadBalancer(given), paths: ['/*'] });
    new Service(given.stack, 'Tasks', { vpc: given.vpc, ingress: Ingress.weighted(split, 1) });

    expect(() => given.app.synth()).not.toThrow();
  });

  test('makes record and certificate for its domain name', () => {
    const given = setup();
    const team = new Stack(given.app, 'Team');
    const split = new TrafficSplit(team, 'Split', {
      loadBalancer: sharedLoadBalancer(given), domainName: 'a.shop.example.com', hostedZone: zoneIn(team),
    });
    new Service(team, 'Tasks', { vpc: given.vpc, ingress: Ingress.weighted(split, 1) });
    const template = Template.fromStack(team);

    template.hasResourceProperties('AWS::Route53::RecordSet', { Name: 'a.shop.example.com.' });
    template.resourceCountIs('AWS::ElasticLoadBalancingV2::ListenerCertificate', 1);
    expect(split.url).toBe('https://a.shop.example.com');
  });
});

// R-LB-3
describe('sessions behind a split', () => {
  test('are not kept by default', () => {
    expect(forwardOf([1, 1])).not.toHaveProperty('TargetGroupStickinessConfig');
  });

  test('last as long as the split says', () => {
    expect(forwardOf([1, 1], { sessionDuration: Duration.minutes(5) }).TargetGroupStickinessConfig).toEqual(
      { Enabled: true, DurationSeconds: 300 },
    );
  });

  test('last as long as a service keeps its own', () => {
    const options = [{}, { target: { stickiness: Stickiness.loadBalancerCookie(Duration.hours(2)) } }];

    expect(
      forwardOf([1, 1], {}, options).TargetGroupStickinessConfig,
    ).toEqual({ Enabled: true, DurationSeconds: 7200 });
  });
});

describe('a split fails', () => {
  const weight = (value: number) => {
    const { split, team } = teamWithSplit();
    return messagesOf(Ingress.weighted(split, value), team);
  };

  test.each([-1, 1000, 0.5])('for the weight %d', (value) => {
    expect(weight(value)).toEqual([`"ingress.weight" must be an integer from 0 to 999, got ${value}`]);
  });

  test.each([0, 999])('not for the weight %d', (value) => {
    expect(weight(value)).toEqual([]);
  });

  test('for a service in another stack', () => {
    const { app, split, vpc } = teamWithSplit();

    expect(() => new Service(new Stack(app, 'Elsewhere'), 'Tasks', { vpc, ingress: Ingress.weighted(split, 1) }))
      .toThrow(
        new Error(
          'Elsewhere/Tasks (Service) has an invalid prop:\n'
          + '  "ingress.split" must be in the stack of the service, Elsewhere, got Team/Split: '
          + 'its rule names the target groups of the services; only the load balancer may be in another stack',
        ),
      );
  });

  // R-LB-7
  test('for deployments that shift traffic', () => {
    const { team, split, vpc } = teamWithSplit();

    expect(() => new Service(team, 'Tasks', { vpc, shiftsTraffic: true, ingress: Ingress.weighted(split, 1) })).toThrow(
      new Error(
        'Team/Tasks (Service) has an invalid prop:\n'
        + '  "ingress.split" must be without deployments that shift traffic, got Team/Split: '
        + 'both would change the same weights: use Deployment.rolling, or Ingress.route',
      ),
    );
  });

  test('for the sixth service', () => {
    const { team, split, vpc } = teamWithSplit();
    const add = (i: number) => new Service(team, `Tasks${i}`, { vpc, ingress: Ingress.weighted(split, 1) });
    [1, 2, 3, 4, 5].forEach(add);

    expect(() => add(6))
      .toThrow('"ingress.split" must have at most 5 services, got 6: a rule holds five target groups');
  });

  test('without a service', () => {
    expect(() => teamWithSplit().app.synth())
      .toThrow('a TrafficSplit must have at least one service: pass it to Ingress.weighted');
  });

  test('when every weight is 0', () => {
    const { app, team, split, vpc } = teamWithSplit();
    new Service(team, 'Tasks', { vpc, ingress: Ingress.weighted(split, 0) });

    expect(() => app.synth())
      .toThrow('at least one service of a TrafficSplit must have a weight above 0, got 0 for Team/Tasks');
  });

  test('for the conditions of another service', () => {
    const { stack, edge, vpc } = teamWithSplit();

    expect(() =>
      new Service(stack, 'Shop', { vpc, ingress: Ingress.route(edge, { hosts: ['shop.example.com'] }) }))
      .toThrow('"ingress.hosts" must differ from those of Team/Split, or "ingress.paths" must');
  });

  test.each([[Duration.seconds(0), '0 seconds'], [Duration.days(8), '8 days']])(
    'for sessions of %#',
    (sessionDuration, text) => {
      expect(() => teamWithSplit({ sessionDuration })).toThrow(new Error(
        'Team/Split (TrafficSplit) has an invalid prop:\n'
        + `  "sessionDuration" must be whole seconds from 1 second to 7 days, got ${text}`,
      ));
    },
  );
});
