// plays the life of a whole system to all alarms of a template, and writes down what people are told.
import { AlarmBoard, SampleBook, type Assumptions, type MetricName } from '../../../src/evaluation';
import { textOf, type TemplateAlarms } from '../../support/alarms';
import { metricsOf } from './inputs';
import { addPhase, type Phase } from './play';

const MINUTE = 60;

/** A phase with its length. */
export interface Stretch extends Phase {
  readonly minutes: number;
  /** Metrics that show a deployment at the start of the stretch. */
  readonly isDeployed?: boolean;
}

/** A message: the minute, the name of the alarm, its state. */
export interface Message {
  readonly minute: number;
  readonly alarm: string;
  readonly state: string;
}

/** What people are told, but for the first message of every alarm, which says that it is there. */
export function told(template: TemplateAlarms, stretches: readonly Stretch[], assumptions?: Assumptions): Message[] {
  const definitions = template.alarms.map(({ definition }) => definition);
  const book = samplesOf(definitions.flatMap(metricsOf), stretches);
  const board = new AlarmBoard(definitions, template.composites.map(({ definition }) => definition), book, assumptions);
  const names = new Map(template.composites.filter(({ acts }) => acts).map(({ definition, properties }) =>
    [definition.name, textOf(properties.AlarmName)]));
  const total = stretches.reduce((sum, { minutes }) => sum + minutes, 0);
  const messages: Message[] = [];
  const isThere = new Set<string>();
  for (let minute = 1; minute <= total; minute++) {
    for (const { alarm, state } of board.step(minute * MINUTE).notices) {
      if (names.has(alarm) && isThere.has(alarm)) messages.push({ minute, alarm: names.get(alarm)!, state });
      isThere.add(alarm);
    }
  }
  return messages;
}

function samplesOf(metrics: readonly MetricName[], stretches: readonly Stretch[]): SampleBook {
  const book = new SampleBook();
  const different = [...new Map(metrics.map((metric) => [JSON.stringify(metric), metric])).values()];
  let start = 0;
  for (const stretch of stretches) {
    const end = start + stretch.minutes * MINUTE;
    for (const metric of different) {
      addPhase(book, metric, stretch, start, end);
      if (stretch.isDeployed && metric.name === 'TriggeredRules') book.add(metric, start, 1);
    }
    start = end;
  }
  return book;
}
