import type { Resource } from '../../template';
import { fitted, type Box, type Shape } from '../drawing/shapes';
import type { Theme } from '../drawing/themes';
import type { AppModel } from '../model/app-model';
import type { Plan } from './rows';
import { COLORS, SIZES } from './sizes';

const ARROW = 6;

/** A line from one part to another, in a lane of its own beside the bars. */
interface Wire {
  readonly fromY: number;
  readonly toY: number;
  readonly fromX: number;
  readonly toX: number;
  readonly label: string;
  readonly isRight: boolean;
  readonly color: string;
}

/** Lines between parts: out of the right edge of one, down a lane, into the right edge of the other. */
export function wireShapes(model: AppModel, plan: Plan, theme: Theme): Shape[] {
  const wires = wiresOf(model, plan);
  return wires.flatMap(({ fromX, fromY, toX, toY, label, isRight, color }, i): Shape[] => {
    const lane = laneOf(plan, i);
    return [
      {
        kind: 'line', color, width: 1.5, dash: isRight ? '5 3' : undefined,
        points: [{ x: fromX, y: fromY }, { x: lane, y: fromY }, { x: lane, y: toY }, { x: toX + ARROW, y: toY }],
      },
      { kind: 'area', color, points: [
        { x: toX, y: toY }, { x: toX + ARROW + 2, y: toY - 4 }, { x: toX + ARROW + 2, y: toY + 4 },
      ] },
      {
        kind: 'text', x: plan.right + 6, y: toY - 3, size: SIZES.small, color: theme.quiet,
        words: fitted(label, SIZES.small, SIZES.label - 10),
      },
    ];
  });
}

/** Right edge of the last lane. */
export function wiresEnd({ talks }: AppModel, plan: Plan): number {
  return talks.length === 0 ? plan.right : laneOf(plan, talks.length - 1) + SIZES.lane;
}

function laneOf({ right }: Plan, index: number): number {
  return right + SIZES.label + index * SIZES.lane;
}

function wiresOf({ talks, parts }: AppModel, plan: Plan): Wire[] {
  const used = new Map<Resource | undefined, number>();
  const boxOf = (resource: Resource | undefined): Box =>
    plan.parts.find(({ part }) => part.resource === resource)?.box ?? plan.internet!;
  const slot = (resource: Resource | undefined) => {
    const { y, height } = boxOf(resource);
    const count = talks.filter(({ from, to }) => from === resource || to === resource).length;
    const index = used.get(resource) ?? 0;
    used.set(resource, index + 1);
    return y + height / 2 + (index - (count - 1) / 2) * Math.min(SIZES.slot, (height - 8) / count);
  };
  // lines of one part begin in the order of where they lead, so that fewer of them cross.
  const order = (resource: Resource | undefined) => resource === undefined ? -1 : boxOf(resource).y;
  return [...talks].sort((a, b) => order(a.from) - order(b.from) || order(b.to) - order(a.to))
    .map(({ from, to, label, isRight }) => {
      const index = from === undefined ? 0 : parts.findIndex(({ resource }) => resource === from);
      const [fromY, toY] = [slot(from), slot(to)];
      const edge = (resource: Resource | undefined) => boxOf(resource).x + boxOf(resource).width;
      return {
        fromY, toY, fromX: edge(from), toX: edge(to), label, isRight, color: COLORS.lines[index % COLORS.lines.length],
      };
    });
}
