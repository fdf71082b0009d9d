import { CfnResource, Fn, Lazy } from 'aws-cdk-lib';
import { SecurityGroup, type IVpc } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { acknowledge, contradiction, inWords, OFFERS, warnIfNotOffered, type Problem } from '../../core';
import { workloadSubnets } from '../../network';
import type { MetricsModel } from '../content';
import { nameOf, type FoundSource } from '../scraping';
import { canBeFound, collectorConfig } from './collector-config';

/** Where a collector sends what it has asked, as CloudFormation takes it. */
export type CollectorDestination
  = | { readonly AmpConfiguration: { readonly WorkspaceArn: string } }
    | { readonly CloudWatchConfiguration: { readonly DatasetArn: string } };

/** A collector of AWS in the VPC: it asks for metrics without any server of yours. */
export class Collector extends Construct {
  /** Group of its network interfaces. */
  public readonly securityGroup: SecurityGroup;
  private config?: string;

  constructor(scope: Construct, id: string, vpc: IVpc, destination: CollectorDestination) {
    super(scope, id);
    this.securityGroup = new SecurityGroup(this, 'SecurityGroup', { vpc, description: 'Collector of metrics' });
    // the type of the CDK does not know CloudWatch as a destination before 2.276.
    const resource = new CfnResource(this, 'Resource', {
      type: 'AWS::APS::Scraper',
      properties: {
        Source: {
          VpcConfiguration: {
            SecurityGroupIds: [this.securityGroup.securityGroupId],
            SubnetIds: vpc.selectSubnets({ ...workloadSubnets(vpc), onePerAz: true }).subnetIds,
          },
        },
        Destination: destination,
        ScrapeConfiguration: { ConfigurationBlob: Lazy.any({ produce: () => this.config && Fn.base64(this.config) }) },
      },
    });
    if ('AmpConfiguration' in destination) return;
    acknowledge(resource, 'collectorDestination');
    // a workspace says so itself.
    warnIfNotOffered(this, OFFERS.managedPrometheus);
  }

  /** Writes down what is asked. */
  public fill(model: MetricsModel, found: readonly FoundSource[]): void {
    this.config = collectorConfig(model, found);
  }
}

/** It needs two zones. */
export function collectorProblems(prop: string, vpc: IVpc): Problem[] {
  const zones = new Set(vpc.selectSubnets(workloadSubnets(vpc)).availabilityZones);
  return contradiction(zones.size < 2, {
    prop: 'vpc', must: `have subnets in two Availability Zones for "${prop}"`, got: inWords(`${zones.size}`),
  });
}

/** What a collector cannot find. */
export function hiddenProblems(title: string, found: readonly FoundSource[]): Problem[] {
  return found.filter((each) => !canBeFound(each)).map(({ source, subject }) => ({
    prop: `${nameOf(subject)}.${source.name}`, must: `have a "dnsName" or addresses with ${title}`,
    got: inWords('a service of ECS or instances with a tag'),
    advice: 'a collector of AWS asks neither ECS nor EC2: register the tasks with AWS Cloud Map, and give scrapeAt the '
      + 'name',
  }));
}
