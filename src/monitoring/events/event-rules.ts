import { Aws, CfnResource, Stack } from 'aws-cdk-lib';
import { EventField, Rule, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { SnsTopic } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import { consoleDomainOf } from '../../core';
import { Severity } from '../../signal';
import type { Recipients } from '../notification';
import { AUTO_SCALING_EVENTS } from './auto-scaling-events';
import { ECS_EVENTS } from './ecs-events';
import { INSTANCE_EVENTS, ROTATION_EVENTS, STATE_MACHINE_EVENTS } from './other-events';
import { RDS_EVENTS } from './rds-events';
import { RULE_EVENTS, SCHEDULE_EVENTS } from './schedule-events';
import type { SubjectEvent } from './subject-event';

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html */
const LONGEST_DESCRIPTION = 512;
const CATALOGS = [
  ECS_EVENTS, AUTO_SCALING_EVENTS, INSTANCE_EVENTS, RDS_EVENTS, ROTATION_EVENTS, STATE_MACHINE_EVENTS,
  SCHEDULE_EVENTS, RULE_EVENTS,
];

/** What the rules of a subject are made with. */
export interface EventOptions {
  /** Name of the subject. */
  readonly name: string;
  readonly runbooks?: string;
  readonly recipients: (severity: Severity) => Recipients;
}

/** A rule for every event of the resources that a subject is made of, as a child of the resource. */
export function createEventRules(resources: readonly CfnResource[], options: EventOptions): Rule[] {
  return resources.flatMap((resource) => {
    const events = eventsOf(resource);
    if (events.length === 0) return [];
    const parent = new Construct(resource, 'Events');
    return events.map((event) => createRule(parent, event, options));
  });
}

/** The events that are told about a resource. */
export function eventsOf(resource: CfnResource): SubjectEvent[] {
  return CATALOGS.filter(({ type }) => type === resource.cfnResourceType)
    .flatMap((catalog) => catalog.eventsOf(resource));
}

function createRule(parent: Construct, event: SubjectEvent, options: EventOptions): Rule {
  const rule = new Rule(parent, event.id, {
    description: `${event.severity.toUpperCase()}: ${options.name}: ${event.what}`.slice(0, LONGEST_DESCRIPTION),
    eventPattern: event.pattern,
  });
  const message = messageOf(event, options, consoleDomainOf(Stack.of(parent).region));
  for (const topic of options.recipients(event.severity).topics) rule.addTarget(new SnsTopic(topic, { message }));
  return rule;
}

/**
 * What happened, where, why, what to do, a link: in the form that Amazon Q Developer shows in a chat, which a person
 * can
 * read in a mail as well. Each part of the event is a value of its own: EventBridge escapes quotes only there.
 *
 * @see https://docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html
 */
function messageOf(
  { id, severity, what, why, firstStep, page }: SubjectEvent, options: EventOptions, consoleDomain: string,
): RuleTargetInput {
  return RuleTargetInput.fromObject({
    version: '1.0',
    source: 'custom',
    content: {
      textType: 'client-markdown',
      title: `${severity.toUpperCase()}: ${options.name}: ${what}`,
      description: EventField.fromPath(why),
      nextSteps: [
        firstStep,
        `https://${Aws.REGION}.${consoleDomain}/${page}`,
        ...options.runbooks ? [`${options.runbooks}/${id}`] : [],
      ],
    },
  });
}
