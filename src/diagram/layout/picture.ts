import { fitted, widthOf, type Shape } from '../drawing/shapes';
import type { Theme } from '../drawing/themes';
import { costWords, counted, dollars, incompleteWords } from '../drawing/words';
import type { AppModel } from '../model/app-model';
import { barShapes, colorOf } from './bars';
import { planOf, type Plan } from './rows';
import { COLORS, SIZES } from './sizes';
import { wiresEnd, wireShapes } from './wires';

/** A picture before it becomes text. */
export interface Drawing {
  readonly shapes: readonly Shape[];
  readonly width: number;
  readonly height: number;
}

const HEAD = 74;
const LINE = 17;
/** Notes need some width, also where little is drawn. */
const LEAST_WIDTH = 560;

/** An app as shapes. */
export function drawingOf(model: AppModel, title: string, source: string, theme: Theme): Drawing {
  const plan = planOf(model, HEAD);
  const width = Math.max(LEAST_WIDTH, wiresEnd(model, plan) + SIZES.margin);
  const notes = noteLines(model, source).flatMap((text) => wrapped(text, width - 2 * SIZES.margin));
  const height = plan.bottom + notes.length * LINE + SIZES.margin - 4;
  return { width, height, shapes: [
    { kind: 'box', x: 0, y: 0, width, height, color: theme.page },
    ...headShapes(model, title, width, theme),
    ...networkShapes(model, plan, theme),
    ...partShapes(model, plan, theme),
    ...wireShapes(model, plan, theme),
    ...notes.map((words, i): Shape => ({
      kind: 'text', x: SIZES.margin, y: plan.bottom + 10 + i * LINE, size: SIZES.text, color: theme.quiet, words,
    })),
  ] };
}

function headShapes({ total }: AppModel, title: string, width: number, theme: Theme): Shape[] {
  const room = width - 2 * SIZES.margin;
  return [
    {
      kind: 'text', x: SIZES.margin, y: 36, size: SIZES.title, color: theme.words, bold: true,
      words: fitted(title, SIZES.title * 1.12, room),
    },
    ...total
      ? [{
          kind: 'text', x: SIZES.margin, y: 56, size: SIZES.text, color: theme.quiet,
          words: fitted(totalWords(total), SIZES.text, room),
        } as const]
      : [],
  ];
}

function totalWords({ minimum, maximum }: { minimum: number; maximum: number }): string {
  const least = `${dollars(minimum)} a month without traffic`;
  const isFixed = Math.round(minimum) === Math.round(maximum);
  return isFixed ? least : `${least}, ${dollars(maximum)} when all of it has scaled out`;
}

function networkShapes(model: AppModel, plan: Plan, theme: Theme): Shape[] {
  const { network, columns, gateways, endpoints } = plan;
  if (!network) return [];
  return [
    { kind: 'box', ...network, radius: 8, color: theme.page, border: theme.border },
    ...columns.flatMap((column, i): Shape[] => [
      { kind: 'box', ...column, x: column.x + 1, width: column.width - 2, color: COLORS.network, opacity: 0.07 },
      {
        kind: 'text', x: column.x + column.width / 2, y: column.y + 19, size: SIZES.text, color: theme.quiet,
        anchor: 'middle', words: fitted(model.zones[i].name, SIZES.text, column.width - 16),
      },
    ]),
    ...gateways.flatMap(({ box, count }): Shape[] => [
      { kind: 'box', ...box, radius: 6, color: theme.widget, border: theme.border },
      {
        kind: 'text', x: box.x + 12, y: box.y + 21, size: SIZES.text, color: theme.words,
        words: fitted(counted(count, 'NAT gateway'), SIZES.text, box.width - 24 - priceWidth(model)),
      },
      ...priceOf(model, count, box.x + box.width - 12, box.y + 21, theme),
    ]),
    ...endpoints
      ? barShapes({
          name: counted(model.endpoints.length, 'VPC endpoint'), what: model.endpoints.join(', '), box: endpoints,
          monthly: model.endpointMonthly, color: COLORS.network,
        }, theme)
      : [],
  ];
}

/** What the gateways of one zone cost. */
function priceOf({ zones, natMonthly }: AppModel, count: number, x: number, y: number, theme: Theme): Shape[] {
  const all = zones.reduce((total, { natGateways }) => total + natGateways, 0);
  if (!natMonthly || natMonthly.expected === 0) return [];
  const words = dollars(natMonthly.expected * count / all);
  return [{ kind: 'text', x, y, size: SIZES.text, color: theme.words, anchor: 'end', words }];
}

function priceWidth({ natMonthly }: AppModel): number {
  return natMonthly && natMonthly.expected > 0 ? widthOf('$1,000', SIZES.text) : 0;
}

function partShapes({ zones }: AppModel, { parts, internet }: Plan, theme: Theme): Shape[] {
  return [
    ...internet
      ? [
          { kind: 'box', ...internet, radius: 16, color: theme.widget, border: theme.border } as const,
          {
            kind: 'text', x: internet.x + internet.width / 2, y: internet.y + 21, size: SIZES.text, color: theme.words,
            anchor: 'middle', words: 'Internet',
          } as const,
        ]
      : [],
    ...parts.flatMap(({ part: { name, what, monthly, tier, units, zones: [from, to] = [0, zones.length - 1] }, box }) =>
      barShapes({
        name, box, monthly, color: colorOf(tier),
        what: units ? `${unitWords(units)} ${what}` : what,
        units: units && { minimum: units.minimum, maximum: units.maximum, zones: to - from + 1 },
      }, theme)),
  ];
}

function unitWords({ minimum, maximum }: { minimum: number; maximum: number }): string {
  return minimum === maximum ? `${minimum}` : `${minimum} to ${maximum}`;
}

function noteLines({ others, parts, talks, withoutPrice }: AppModel, source: string): string[] {
  return [
    ...parts.some(({ units }) => units)
      ? ['A square is an instance or a task: filled if it always runs, empty if scaling may add it.']
      : [],
    ...talks.length > 0
      ? ['A line leads from who may talk to who listens, with the port'
        + `${talks.some(({ isRight }) => isRight) ? '; a dashed one is a right of IAM' : ''}.`]
      : [],
    ...others && others.maximum > 0 ? [`What is not drawn costs ${costWords(others)} a month.`] : [],
    ...incompleteWords(withoutPrice),
    ...source === '' ? [] : [source],
  ];
}

/** A text in lines that fit. */
function wrapped(text: string, width: number): string[] {
  return text.split(' ').reduce<string[]>((lines, word) => {
    const longer = lines.length === 0 ? word : `${lines[lines.length - 1]} ${word}`;
    return widthOf(longer, SIZES.text) <= width || lines.length === 0
      ? [...lines.slice(0, -1), longer]
      : [...lines, word];
  }, []);
}
