import { Template } from 'aws-cdk-lib/assertions';
import { Profile } from '../../src/core';
import { Firewall, Ingress } from '../../src/ingress';
import { Service, setup } from './support';
import { only } from '../support/templates';

const ARN = 'arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/edge/1';

function templateOf(firewall?: Firewall, profile?: Profile): Template {
  const { stack, vpc } = setup({ profile });
  new Service(stack, 'Shop', { vpc, ingress: Ingress.http({ loadBalancer: { firewall } }) });
  return Template.fromStack(stack);
}

// R-LB-6
describe('the managed firewall', () => {
  const template = templateOf(Firewall.managed());
  type Rule = { Name: string; Priority: number; OverrideAction?: object };
  const rules: Rule[] = only(template, 'AWS::WAFv2::WebACL').Properties.Rules;

  test('limits each client, then asks the groups of AWS', () => {
    expect(rules.map(({ Name, Priority }) => [Priority, Name])).toEqual([
      [0, 'RateLimit'], [1, 'AWSManagedRulesAmazonIpReputationList'], [2, 'AWSManagedRulesCommonRuleSet'],
      [3, 'AWSManagedRulesKnownBadInputsRuleSet'], [4, 'AWSManagedRulesSQLiRuleSet'],
    ]);
    expect(rules[0])
      .toMatchObject({
        Action: { Block: {} }, Statement: { RateBasedStatement: { Limit: 2000, AggregateKeyType: 'IP' } },
      });
  });

  test('takes every group at its word', () => {
    expect(rules.slice(1).map(({ OverrideAction }) => OverrideAction)).toEqual(Array(4).fill({ None: {} }));
  });

  test('lets through what no rule blocks', () => {
    expect(only(template, 'AWS::WAFv2::WebACL').Properties)
      .toMatchObject({ Scope: 'REGIONAL', DefaultAction: { Allow: {} } });
  });

  test('counts bodies above 8 KiB instead of blocking them', () => {
    expect(rules[2]).toMatchObject({
      Statement: {
        ManagedRuleGroupStatement: {
          RuleActionOverrides: [{ Name: 'SizeRestrictions_BODY', ActionToUse: { Count: {} } }],
        },
      },
    });
  });

  test('stands before the load balancer', () => {
    expect(only(template, 'AWS::WAFv2::WebACLAssociation').Properties).toEqual({
      ResourceArn: { Ref: expect.stringMatching(/^ShopLoadBalancer/) },
      WebACLArn: { 'Fn::GetAtt': [expect.stringMatching(/WebAcl/), 'Arn'] },
    });
  });

  test('logs what it blocked or counted, without credentials', () => {
    expect(only(template, 'AWS::WAFv2::LoggingConfiguration').Properties).toMatchObject({
      RedactedFields: [{ SingleHeader: { Name: 'authorization' } }, { SingleHeader: { Name: 'cookie' } }],
      LoggingFilter: { DefaultBehavior: 'DROP', Filters: [{ Behavior: 'KEEP' }] },
    });
  });

  // the only physical name: AWS WAF takes no other log group, and a stack that is made anew must not meet an old one
  test('logs to a group whose name starts as AWS WAF wants and ends in the id of the stack', () => {
    const [start, end] = only(template, 'AWS::Logs::LogGroup').Properties.LogGroupName['Fn::Join'][1];

    expect(start).toMatch(/^aws-waf-logs-Stack-Shop-LoadBalancer-Firewall-[0-9A-F]{8}-$/);
    expect(JSON.stringify(end)).toContain('AWS::StackId');
  });

  test('names the log group without the star at the end that AWS WAF rejects', () => {
    expect(JSON.stringify(
      only(template, 'AWS::WAFv2::LoggingConfiguration').Properties.LogDestinationConfigs,
    )).not.toContain(
      ':*',
    );
  });

  test('two of them in one stack log to different groups', () => {
    const { stack, vpc } = setup();
    for (const id of ['A', 'B']) new Service(stack, id, { vpc, ingress: Ingress.http() });
    const names = Object.values(Template.fromStack(stack).findResources('AWS::Logs::LogGroup')).map(
      ({ Properties }) => JSON.stringify(Properties.LogGroupName),
    );

    expect(new Set(names).size).toBe(2);
  });
});

describe('settings of the firewall', () => {
  test('limit and exceptions', () => {
    const { Rules } = only(
      templateOf(Firewall.managed({ fiveMinuteRequestLimit: 500, countedRules: ['NoUserAgent_HEADER'] })),
      'AWS::WAFv2::WebACL',
    ).Properties;

    expect(Rules[0].Statement.RateBasedStatement.Limit).toBe(500);
    expect(Rules[2].Statement.ManagedRuleGroupStatement.RuleActionOverrides)
      .toEqual([{ Name: 'NoUserAgent_HEADER', ActionToUse: { Count: {} } }]);
  });

  test('no exceptions', () => {
    const { Rules } = only(templateOf(Firewall.managed({ countedRules: [] })), 'AWS::WAFv2::WebACL').Properties;

    expect(Rules[2].Statement.ManagedRuleGroupStatement).not.toHaveProperty('RuleActionOverrides');
  });

  test('one that exists', () => {
    const template = templateOf(Firewall.existing(ARN));

    template.resourceCountIs('AWS::WAFv2::WebACL', 0);
    template.hasResourceProperties('AWS::WAFv2::WebACLAssociation', { WebACLArn: ARN });
  });

  test('none, in production too', () => {
    templateOf(Firewall.none()).resourceCountIs('AWS::WAFv2::WebACLAssociation', 0);
  });

  test('none in development by default', () => {
    templateOf(undefined, Profile.DEVELOPMENT).resourceCountIs('AWS::WAFv2::WebACLAssociation', 0);
  });

  test('a log group of the regulated profile has a key', () => {
    expect(only(templateOf(undefined, Profile.REGULATED), 'AWS::Logs::LogGroup').Properties).toHaveProperty('KmsKeyId');
  });
});
