// the alarms of a template, as the evaluation takes them.
import {
  alarmFrom, compositeFrom, type AlarmDefinition, type AlarmProperties, type CompositeDefinition,
} from '../../src/evaluation';

/** A template, as far as alarms are concerned. */
export interface AlarmTemplate {
  readonly Resources?: Record<string, { readonly Type: string; readonly Properties?: unknown }>;
}

/** An alarm with what its resource says besides. */
export interface TemplateAlarm<T> {
  readonly definition: T;
  /** Whether it does anything itself. */
  readonly acts: boolean;
  readonly properties: AlarmProperties;
}

/** Everything that is evaluated in one template, by logical ids. */
export interface TemplateAlarms {
  readonly alarms: readonly TemplateAlarm<AlarmDefinition>[];
  readonly composites: readonly TemplateAlarm<CompositeDefinition>[];
}

export function alarmsIn(template: AlarmTemplate): TemplateAlarms {
  const ofType = <T>(type: string, read: (id: string, properties: AlarmProperties) => T): TemplateAlarm<T>[] =>
    Object.entries(template.Resources ?? {}).filter(([, { Type }]) => Type === type).map(([id, { Properties }]) => {
      const properties = Properties as AlarmProperties;
      return {
        definition: read(id, properties), properties, acts: ((properties.AlarmActions ?? []) as unknown[]).length > 0,
      };
    });
  return {
    alarms: ofType('AWS::CloudWatch::Alarm', alarmFrom),
    composites: ofType('AWS::CloudWatch::CompositeAlarm', (id, properties) => compositeFrom(id, {
      AlarmRule: textOf(properties.AlarmRule),
      ActionsSuppressor: properties.ActionsSuppressor === undefined ? undefined : textOf(properties.ActionsSuppressor),
      ActionsSuppressorWaitPeriod: properties.ActionsSuppressorWaitPeriod as number | undefined,
      ActionsSuppressorExtensionPeriod: properties.ActionsSuppressorExtensionPeriod as number | undefined,
    })),
  };
}

/** A value of a template as a text in which a resource stands as its logical id. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  const [[name, args]] = Object.entries(value as Record<string, unknown>);
  if (name === 'Ref') return args as string;
  if (name === 'Fn::GetAtt') return (args as string[])[0];
  if (name === 'Fn::Join') {
    const [separator, parts] = args as [string, unknown[]];
    return parts.map(textOf).join(separator);
  }
  throw new Error(`${name} is not understood in a text about alarms`);
}
