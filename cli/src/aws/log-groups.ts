import { Template, type JsonObject, type Resource } from '../../../src/template';
import type { Resource as Found } from './model';
import type { Deployed } from './stacks';

const LOG_GROUP = 'AWS::Logs::LogGroup';
/** Who writes what the application says: tasks of services and jobs, and instances. */
const APPLICATIONS = ['AWS::ECS::TaskDefinition', 'AWS::EC2::LaunchTemplate', 'AWS::AutoScaling::LaunchConfiguration'];
/** Who writes something else: functions, among them those of the CDK, networks, firewalls, stores, sessions. */
const OTHERS = [
  'AWS::Lambda::Function', 'AWS::EC2::FlowLog', 'AWS::WAFv2::LoggingConfiguration', 'AWS::ECS::Cluster',
  'AWS::ElastiCache::ReplicationGroup', 'AWS::StepFunctions::StateMachine',
];
/** Names that AWS asks for, or gives itself. */
const NAMES_OF_OTHERS = /^(?:\/aws\/(?:lambda|rds|vpc|codebuild|apigateway|route53)|aws-waf-logs-)/;

/** Log groups of services, jobs and tiers, in the order of the stacks. */
export function applicationLogGroups(deployed: Deployed): Found[] {
  const written = deployed.templates.filter(({ Resources }) => Resources !== undefined)
    .map((body) => new Template(body as JsonObject));
  return deployed.of(LOG_GROUP).filter(({ logicalId, physicalId }) => {
    const writers = written.flatMap((template) => writersOf(template, template.find(logicalId)));
    if (writers.some((type) => APPLICATIONS.includes(type))) return true;
    return !NAMES_OF_OTHERS.test(physicalId) && !writers.some((type) => OTHERS.includes(type));
  });
}

/** All log groups that stacks hold. */
export function allLogGroups(deployed: Deployed): Found[] {
  return deployed.of(LOG_GROUP);
}

function writersOf(template: Template, group: Resource | undefined): string[] {
  return group?.type === LOG_GROUP ? template.usersOf(group).map(({ type }) => type) : [];
}
