import type { EventPattern } from 'aws-cdk-lib/aws-events';
import type { CfnResource } from 'aws-cdk-lib';
import { Severity } from '../../signal';

/** Something that no metric shows, and that somebody should hear about. */
export interface SubjectEvent {
  /** Stable name in PascalCase, unique among the events of one resource. */
  readonly id: string;
  readonly severity: Severity;
  /** What happened, as a sentence without the subject. */
  readonly what: string;
  readonly pattern: EventPattern;
  /** Path in the event that says why; every event that matches has it. */
  readonly why: string;
  /** What to do first. */
  readonly firstStep: string;
  /** Page of the console that shows the resource, below the Region's own console. */
  readonly page: string;
}

/** The events of one type of resource. */
export interface EventCatalog {
  /** Type in CloudFormation. */
  readonly type: string;
  eventsOf(resource: CfnResource): SubjectEvent[];
}
