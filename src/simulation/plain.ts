import type { AlarmProperties } from '../evaluation';
import type { Value } from '../template';

/** A value as plain JSON, in which what is known at deployment only stands as its text. */
export function plain(value: Value): unknown {
  if (value.deferred) return value.deferred.text;
  if (Array.isArray(value.raw)) return value.items.map(plain);
  return typeof value.raw === 'object' && value.raw !== null
    ? Object.fromEntries(value.entries.map(([name, inner]) => [name, plain(inner)]))
    : value.raw;
}

/** The properties of an alarm; numbers that are written as texts are numbers. */
export function alarmProperties(properties: Value): AlarmProperties {
  const numbers = ['Period', 'Threshold', 'EvaluationPeriods', 'DatapointsToAlarm'];
  return Object.fromEntries(properties.entries.map(([name, value]) =>
    [name, numbers.includes(name) ? value.number ?? plain(value) : plain(value)]));
}
