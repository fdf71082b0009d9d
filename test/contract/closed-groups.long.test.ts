// R-NET-3: an app may close every security group, by a property injector. Each way of the examples still has both
// ends: who is let in somewhere is let out to it, and tasks and instances reach AWS.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { App, CfnResource, Stack, type IPropertyInjector } from 'aws-cdk-lib';
import { CfnSecurityGroup, SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { exampleContext, loadExamples, type Example } from '../../demo/examples';
import { ElasticWebTier, FargateService } from '../../src';
import type { Properties } from '../support/templates';

const CLOSING: IPropertyInjector = {
  constructUniqueId: SecurityGroup.PROPERTY_INJECTION_ID,
  inject: (props) => ({ ...props, allowAllOutbound: false, allowAllIpv6Outbound: false }),
};

/** What a rule says, by the id of its group; ids are compared as the CDK writes them, across stacks. */
interface Rule {
  readonly isIn: boolean;
  readonly group: string;
  /** Id of the other group, or addresses. */
  readonly peer: string;
  readonly port: unknown;
}

function build({ build: make }: Example): App {
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), 'closed-'));
  const app = new App({ outdir, context: exampleContext(), analyticsReporting: false, propertyInjectors: [CLOSING] });
  make(app);
  app.synth();
  return app;
}

function rulesOf(app: App): Rule[] {
  return app.node.findAll().filter((construct) => CfnResource.isCfnResource(construct)).flatMap((resource) => {
    const separate = /^AWS::EC2::SecurityGroup(In|E)gress$/.exec(resource.cfnResourceType);
    const rule = resource as unknown as Properties;
    if (separate) return [ruleOf(separate[1] === 'In', rule.groupId as string, rule)];
    if (resource.cfnResourceType !== CfnSecurityGroup.CFN_RESOURCE_TYPE_NAME) return [];
    const inline = (rules: unknown) => (Stack.of(resource).resolve(rules) ?? []) as Properties[];
    return [
      ...inline(rule.securityGroupIngress).map((each) => ruleOf(true, rule.attrGroupId as string, each)),
      ...inline(rule.securityGroupEgress).map((each) => ruleOf(false, rule.attrGroupId as string, each)),
    ];
  });
}

function ruleOf(isIn: boolean, group: string, rule: Properties): Rule {
  const peer = rule.sourceSecurityGroupId ?? rule.destinationSecurityGroupId ?? rule.cidrIp ?? rule.cidrIpv6;
  return { isIn, group, peer: String(peer), port: rule.fromPort };
}

/** Groups of the app, by id. */
function groupsOf(app: App): ReadonlyMap<string, string> {
  return new Map(app.node.findAll().filter((construct) => construct instanceof SecurityGroup)
    .map((group) => [group.securityGroupId, group.node.path]));
}

/** Ways and workloads of all examples, and those of them that are cut off. */
interface Walked {
  readonly ways: string[];
  readonly cutOff: string[];
  readonly workloads: string[];
  readonly withoutAws: string[];
}

async function walk(): Promise<Walked> {
  const walked: Walked = { ways: [], cutOff: [], workloads: [], withoutAws: [] };
  for (const example of await loadExamples()) {
    const app = build(example);
    const [rules, groups] = [rulesOf(app), groupsOf(app)];
    const letsOut = (from: string, to: string, port: unknown) => rules.some((rule) =>
      !rule.isIn && rule.group === from && rule.peer === to && rule.port === port);
    for (const { group, peer, port } of rules.filter((rule) => rule.isIn && groups.has(rule.peer))) {
      const way = `${example.name}: ${groups.get(peer)} -> ${groups.get(group) ?? group}:${String(port)}`;
      walked.ways.push(way);
      if (!letsOut(peer, group, port)) walked.cutOff.push(way);
    }
    for (const construct of app.node.findAll()) {
      if (!(construct instanceof FargateService || construct instanceof ElasticWebTier)) continue;
      walked.workloads.push(construct.node.path);
      if (!letsOut(construct.securityGroup.securityGroupId, '0.0.0.0/0', 443)) {
        walked.withoutAws.push(construct.node.path);
      }
    }
  }
  return walked;
}

test('every way of every example is open at both ends, and all tasks and instances reach AWS', async () => {
  const { ways, cutOff, workloads, withoutAws } = await walk();

  expect(cutOff).toEqual([]);
  expect(ways.length).toBeGreaterThan(60);
  expect(withoutAws).toEqual([]);
  expect(workloads.length).toBeGreaterThan(20);
});
