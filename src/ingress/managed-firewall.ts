import { Aws, ArnFormat, Fn, Names, Stack, Token } from 'aws-cdk-lib';
import { CfnLoggingConfiguration, CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import type { Construct } from 'constructs';
import { contradiction, createLogGroup, integer, known, text, unique, type Problem } from '../core';
import { entriesOf } from './lists';

/** How the managed firewall judges requests. */
export interface ManagedFirewallOptions {
  /**
   * Requests that one client may send in 5 minutes, 10 to 2000000000; more are answered with 403.
   *
   * @see https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-rate-based.html
   * @default 2000 - about 7 a second, far above a person and far below a flood
   */
  readonly fiveMinuteRequestLimit?: number;

  /**
   * Rules of the group AWSManagedRulesCommonRuleSet that count instead of block.
   *
   * Name the rules that block good requests of your users; the log of the firewall shows which ones do.
   *
   * @see https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-baseline.html
   * @default ['SizeRestrictions_BODY'] - the rule blocks every body above 8 KiB: uploads and larger API calls
   */
  readonly countedRules?: string[];
}

const DEFAULT_REQUEST_LIMIT = 2000;
/** Limit of AWS WAF for the overrides of one rule group. */
const MAX_COUNTED_RULES = 100;
const DEFAULT_COUNTED_RULES = ['SizeRestrictions_BODY'];
const COMMON_RULES = 'AWSManagedRulesCommonRuleSet';
/** Requests pass the groups in this order: the cheapest and surest first. */
const MANAGED_GROUPS = [
  'AWSManagedRulesAmazonIpReputationList', COMMON_RULES, 'AWSManagedRulesKnownBadInputsRuleSet',
  'AWSManagedRulesSQLiRuleSet',
];
const RATE_LIMIT = 'RateLimit';

export function managedFirewallProblems(
  prop: string, { fiveMinuteRequestLimit, countedRules }: ManagedFirewallOptions,
): Problem[] {
  return [
    ...integer(`${prop}.fiveMinuteRequestLimit`, fiveMinuteRequestLimit, { min: 10, max: 2_000_000_000 }),
    ...Token.isUnresolved(countedRules) ? known(`${prop}.countedRules`, countedRules) : [],
    ...entriesOf(countedRules).flatMap((rule, i) =>
      text(
        `${prop}.countedRules[${i}]`, rule, /[A-Za-z0-9_-]{1,128}/,
        'be the name of a rule such as "SizeRestrictions_BODY"',
      )),
    ...unique(`${prop}.countedRules`, entriesOf(countedRules)),
    ...contradiction(entriesOf(countedRules).length > MAX_COUNTED_RULES, {
      prop: `${prop}.countedRules`, must: `have at most ${MAX_COUNTED_RULES} names`,
      got: entriesOf(countedRules).length,
    }),
  ];
}

/**
 * @param behindProxy whether the client's address stands in X-Forwarded-For
 * @returns the ARN of the web ACL
 */
export function createWebAcl(scope: Construct, options: ManagedFirewallOptions, behindProxy: boolean): string {
  const webAcl = new CfnWebACL(scope, 'WebAcl', {
    scope: 'REGIONAL',
    defaultAction: { allow: {} },
    visibilityConfig: visible('WebAcl'),
    rules: [rateLimit(options, behindProxy), ...MANAGED_GROUPS.map((group, i) => managedGroup(group, i + 1, options))],
  });
  logRequests(scope, webAcl);
  return webAcl.attrArn;
}

function rateLimit(options: ManagedFirewallOptions, behindProxy: boolean): CfnWebACL.RuleProperty {
  return {
    name: RATE_LIMIT,
    priority: 0,
    action: { block: {} },
    visibilityConfig: visible(RATE_LIMIT),
    statement: {
      rateBasedStatement: {
        limit: options.fiveMinuteRequestLimit ?? DEFAULT_REQUEST_LIMIT,
        ...(behindProxy
          ? {
              aggregateKeyType: 'FORWARDED_IP',
              forwardedIpConfig: { headerName: 'X-Forwarded-For', fallbackBehavior: 'NO_MATCH' },
            }
          : { aggregateKeyType: 'IP' }),
      },
    },
  };
}

function managedGroup(name: string, priority: number, options: ManagedFirewallOptions): CfnWebACL.RuleProperty {
  const counted = name === COMMON_RULES ? options.countedRules ?? DEFAULT_COUNTED_RULES : [];
  return {
    name,
    priority,
    overrideAction: { none: {} },
    visibilityConfig: visible(name),
    statement: {
      managedRuleGroupStatement: {
        vendorName: 'AWS',
        name,
        ...(counted.length > 0
          ? { ruleActionOverrides: counted.map((rule) => ({ name: rule, actionToUse: { count: {} } })) }
          : {}),
      },
    },
  };
}

function visible(metricName: string): CfnWebACL.VisibilityConfigProperty {
  return { cloudWatchMetricsEnabled: true, sampledRequestsEnabled: true, metricName };
}

/**
 * AWS WAF accepts only log groups whose name starts with `aws-waf-logs-`, so this one has a physical name. The name
 * ends in a part of the stack's id: a stack that is deleted and made again would otherwise fail because its first log
 * group still exists.
 */
function logRequests(scope: Construct, webAcl: CfnWebACL): void {
  const stackId = Fn.select(0, Fn.split('-', Fn.select(2, Fn.split('/', Aws.STACK_ID))));
  const logGroup = createLogGroup(scope, 'Logs', {
    content: 'firewall',
    logGroupName: `aws-waf-logs-${Names.uniqueResourceName(scope, {
      maxLength: 100, separator: '-', allowedSpecialCharacters: '-',
    })}-${stackId}`,
  });
  new CfnLoggingConfiguration(scope, 'Logging', {
    resourceArn: webAcl.attrArn,
    logDestinationConfigs: [Stack.of(scope).formatArn({
      service: 'logs', resource: 'log-group', resourceName: logGroup.logGroupName,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    })],
    redactedFields: ['authorization', 'cookie'].map((Name) => ({ singleHeader: { Name } })),
    loggingFilter: {
      DefaultBehavior: 'DROP',
      Filters: [{
        Behavior: 'KEEP',
        Requirement: 'MEETS_ANY',
        Conditions: ['BLOCK', 'COUNT', 'EXCLUDED_AS_COUNT'].map((Action) => ({ ActionCondition: { Action } })),
      }],
    },
  });
}
