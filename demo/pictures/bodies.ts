// dashboards as they stand in templates; what is known at deployment only becomes the name of what it refers to.
import type { CloudAssembly } from 'aws-cdk-lib/cx-api';

export interface Limit { readonly value: number; readonly label?: string; readonly color?: string }

export interface WidgetBody {
  readonly type: 'metric' | 'alarm' | 'text' | 'log';
  readonly x: number; readonly y: number; readonly width: number; readonly height: number;
  readonly properties: {
    readonly title?: string;
    readonly markdown?: string;
    readonly view?: string;
    readonly stacked?: boolean;
    readonly start?: string;
    readonly alarms?: readonly string[];
    readonly states?: readonly string[];
    readonly metrics?: readonly unknown[][];
    readonly annotations?: { readonly horizontal?: readonly Limit[]; readonly alarms?: readonly string[] };
    readonly yAxis?: { readonly left?: { readonly max?: number; readonly label?: string } };
  };
}

/** What an alarm of the assembly watches for; a composite alarm has no limit. */
export interface AlarmFacts {
  readonly name: string;
  /** Of its signal. */
  readonly title?: string;
  readonly limit?: number;
  readonly isBelow: boolean;
}

export interface DashboardBody {
  readonly stack: string;
  readonly name: string;
  readonly widgets: readonly WidgetBody[];
}

interface Resource { readonly Type: string; readonly Properties?: Record<string, unknown> }
type Resources = Readonly<Record<string, Resource>>;

const ALARMS = ['AWS::CloudWatch::Alarm', 'AWS::CloudWatch::CompositeAlarm'];

/** Every dashboard of an app. */
export function dashboardsIn(assembly: CloudAssembly): DashboardBody[] {
  return resourcesIn(assembly).flatMap(({ stack, resources }) => Object.values(resources)
    .filter(({ Type }) => Type === 'AWS::CloudWatch::Dashboard')
    .map(({ Properties: { DashboardName: name, DashboardBody: body } = {} }) => ({
      stack, name: flat(name, resources),
      widgets: (JSON.parse(flat(body, resources)) as { widgets: WidgetBody[] }).widgets.map(written),
    })));
}

/** A widget with its metrics in full: a point repeats what stands in the row above. */
function written(widget: WidgetBody): WidgetBody {
  const { metrics, ...properties } = widget.properties;
  const rows: unknown[][] = [];
  for (const row of metrics ?? []) {
    const above = rows[rows.length - 1] ?? [];
    rows.push(row.map((value, column) => (value === '.' ? above[column] : value)));
  }
  return { ...widget, properties: { ...properties, ...metrics && { metrics: rows } } };
}

/** Every alarm of an app, by its name. */
export function alarmsIn(assembly: CloudAssembly): Map<string, AlarmFacts> {
  const facts = resourcesIn(assembly).flatMap(({ resources }) => Object.entries(resources)
    .filter(([, { Type }]) => ALARMS.includes(Type))
    .map(([id, { Properties: p = {} }]) => ({
      name: nameOf(id, resources), limit: p.Threshold as number | undefined,
      title: /^[A-Z]+: (.+?) \(/.exec(String(p.AlarmDescription))?.[1],
      isBelow: String(p.ComparisonOperator).startsWith('Less'),
    })));
  return new Map(facts.map((alarm) => [alarm.name, alarm]));
}

/** The name at the end of the ARN of an alarm. */
export function alarmNameOf(arn: string): string {
  return arn.slice(arn.lastIndexOf(':alarm:') + ':alarm:'.length);
}

function resourcesIn(assembly: CloudAssembly): { stack: string; resources: Resources }[] {
  return assembly.stacksRecursively.map(({ stackName, template }) => ({
    stack: stackName, resources: (template as { Resources?: Resources }).Resources ?? {},
  }));
}

function nameOf(id: string, resources: Resources): string {
  const name = resources[id].Properties?.AlarmName;
  return name === undefined ? id : flat(name, resources);
}

/** The text of a property, without its intrinsic functions. */
function flat(value: unknown, resources: Resources): string {
  if (typeof value === 'string') return value;
  const [[key, argument]] = Object.entries(value as Record<string, unknown>);
  if (key === 'Fn::Join') return (argument as [string, unknown[]])[1].map((part) => flat(part, resources)).join('');
  if (key === 'Ref') return String(argument).replace('AWS::', '');
  if (key !== 'Fn::GetAtt') return key;
  const [id] = argument as [string, string];
  return ALARMS.includes(resources[id]?.Type) ? `arn:aws:cloudwatch:::alarm:${nameOf(id, resources)}` : id;
}
