import { App, Duration, Stack, type AppProps } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import {
  Monitoring, SignalGroup, SignalUnit, Threshold, type IMonitored, type MonitoringProps, type Signal,
} from '../../src';

export const ENV = { account: '111122223333', region: 'eu-west-1' };

export interface Resource {
  readonly Type: string;
  // the properties of a template are whatever the test looks for.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly Properties: Record<string, any>;
}
export type Resources = Record<string, Resource>;

/** A signal of its own metric. */
export function signal(id: string, changes: Partial<Signal> = {}): Signal {
  return {
    id, title: `Title of ${id}`, reason: `Reason of ${id}. Look at the log.`,
    metric: new Metric({ namespace: 'Shop', metricName: id, statistic: 'Sum', period: Duration.minutes(1) }),
    unit: SignalUnit.COUNT, group: SignalGroup.ERRORS, warning: Threshold.above(10, { periods: 3 }), ...changes,
  };
}

export const critical = (value = 20) => Threshold.above(value, { periods: 3 });

/** A construct that reports what it was given. */
export class Subject extends Construct implements IMonitored {
  constructor(scope: Construct, id: string, private readonly reported: Signal[] = [signal('Errors')]) {
    super(scope, id);
  }

  public signals(): Signal[] {
    return this.reported;
  }
}

export function stackIn(props?: AppProps, env?: typeof ENV): { app: App; stack: Stack } {
  const app = new App(props);
  return { app, stack: new Stack(app, 'Shop', { env }) };
}

/** Resources of a stack with one subject that is watched. */
export function watched(signals: Signal[], props: MonitoringProps = {}): Resources {
  const { stack } = stackIn();
  new Subject(stack, 'Web', signals);
  new Monitoring(stack, 'Monitoring', props);
  return resourcesOf(stack);
}

export function resourcesOf(stack: Stack): Resources {
  return (Template.fromStack(stack).toJSON().Resources ?? {}) as Resources;
}

/** The resources of a type, with their ids. */
export function ofType(resources: Resources, type: string): [string, Resource][] {
  return Object.entries(resources).filter(([, resource]) => resource.Type === type);
}

export const alarmsOf = (resources: Resources) =>
  ofType(resources, 'AWS::CloudWatch::Alarm').map(([, r]) => r.Properties);
export const healthOf = (resources: Resources) =>
  ofType(resources, 'AWS::CloudWatch::CompositeAlarm').map(([, r]) => r.Properties);

/** Paths of the resources of a type below a stack. */
export function pathsOf(stack: Stack, type: string): string[] {
  return stack.node.findAll().filter((node) => 'cfnResourceType' in node && node.cfnResourceType === type)
    .map((node) => node.node.path.replace(/\/Resource$/, ''));
}
