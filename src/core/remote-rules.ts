import type { CfnResource } from 'aws-cdk-lib';
import {
  CfnSecurityGroupEgress, CfnSecurityGroupIngress, type IPeer, type ISecurityGroup, type Port,
} from 'aws-cdk-lib/aws-ec2';
import { resourcesByOwner } from './resource-index';

/** Whom a rule lets in or out, of which it has one. */
interface RulePeer {
  readonly cidrIp?: string;
  readonly cidrIpv6?: string;
  readonly sourceSecurityGroupId?: string;
  readonly destinationSecurityGroupId?: string;
  readonly sourcePrefixListId?: string;
  readonly destinationPrefixListId?: string;
}

interface RulePorts {
  readonly ipProtocol: string;
  readonly fromPort?: number;
  readonly toPort?: number;
}

type Rule = CfnResource & RulePeer & RulePorts & { readonly groupId?: string };

const IN = CfnSecurityGroupIngress.CFN_RESOURCE_TYPE_NAME;
const OUT = CfnSecurityGroupEgress.CFN_RESOURCE_TYPE_NAME;

/** The rules of the app that are resources of their own. */
const RULES = resourcesByOwner<Rule>('security-group-rules', [IN, OUT], (rule) => wayOf(rule.groupId, rule));

/**
 * Lets the holders of one security group connect to those of another, by rules in the stack of the client. A client
 * that is closed, for example by a property injector of the app, is let out as well.
 *
 * Said to the groups themselves, because `Connections` would also add an outbound rule to a client that may connect
 * anywhere, and warn that it is not needed.
 */
export function admit(group: ISecurityGroup, client: ISecurityGroup, port: Port, description: string): void {
  if (!isThere(IN, group, client.toIngressRuleConfig() as RulePeer, port)) {
    group.addIngressRule(client, port, description, true);
  }
  letOut(client, group, port, description);
}

/** Lets the holders of a security group connect to a peer, by a rule in the stack of the group, if it is closed. */
export function letOut(group: ISecurityGroup, peer: IPeer, port: Port, description: string): void {
  if (group.allowAllOutbound || isThere(OUT, group, peer.toEgressRuleConfig() as RulePeer, port)) return;
  group.addEgressRule(peer, port, description);
}

/**
 * Whether the app has such a rule already, however often the groups were imported: Amazon EC2 refuses a second rule of
 * the same peer and port, and the CDK compares the rules of one import only.
 */
function isThere(type: string, group: ISecurityGroup, peer: RulePeer, port: Port): boolean {
  const { ipProtocol, fromPort, toPort } = port.toRuleJson() as RulePorts;
  return RULES.named(group, wayOf(group.securityGroupId, peer), ({ value: rule }) => rule.cfnResourceType === type
    && rule.ipProtocol === ipProtocol && rule.fromPort === fromPort && rule.toPort === toPort).length > 0;
}

function wayOf(group: string | undefined, peer: RulePeer): string {
  const other = peer.sourceSecurityGroupId ?? peer.destinationSecurityGroupId ?? peer.cidrIp ?? peer.cidrIpv6
    ?? peer.sourcePrefixListId ?? peer.destinationPrefixListId;
  return `${group} ${other}`;
}
