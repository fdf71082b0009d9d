import type { Resource } from '../../template';
import type { Box } from '../drawing/shapes';
import type { AppModel, Part } from '../model/app-model';
import type { Tier } from '../model/parts';
import { SIZES, zoneWidth } from './sizes';

/** A part at its place. */
export interface PlacedPart {
  readonly part: Part;
  readonly box: Box;
}

/** Everything of a picture at its place. */
export interface Plan {
  readonly parts: readonly PlacedPart[];
  /** Frame of the network; nothing where everything stands outside. */
  readonly network?: Box;
  /** Columns of the zones. */
  readonly columns: readonly Box[];
  /** What people on the internet come from. */
  readonly internet?: Box;
  /** NAT gateways by zone. */
  readonly gateways: readonly { readonly box: Box; readonly count: number }[];
  readonly endpoints?: Box;
  readonly bottom: number;
  /** Right edge of the bars. */
  readonly right: number;
}

/** Height of the head of a frame. */
const HEAD = 30;
const INTERNET = 32;
const GATEWAY = 34;
const EDGE = 4;
const TIERS: readonly Tier[] = ['entrance', 'compute', 'data'];

/** Puts one row below another: the internet, what is before the network, the network by tiers, what is beside it. */
export function planOf(model: AppModel, top: number): Plan {
  return new Planner(model, top).plan();
}

class Planner {
  private readonly width: number;
  private readonly left = SIZES.margin + SIZES.padding;
  private readonly parts: PlacedPart[] = [];
  private y: number;

  constructor(private readonly model: AppModel, top: number) {
    this.width = zoneWidth(model.zones.length);
    this.y = top;
  }

  public plan(): Plan {
    const { model: { parts, talks } } = this;
    const internet = talks.some(({ from }) => from === undefined) ? this.next(INTERNET) : undefined;
    this.place(parts.filter(({ tier }) => tier === 'edge'));
    const inside = parts.filter(({ zones }) => zones !== undefined);
    const frame = inside.length > 0 ? this.frame(inside) : { columns: [], gateways: [] };
    this.place(parts.filter(({ tier, zones }) => tier !== 'edge' && zones === undefined));
    return {
      ...frame, internet, parts: this.parts, bottom: this.y, right: this.left + this.innerWidth + SIZES.padding,
    };
  }

  private get innerWidth(): number {
    return this.width * this.model.zones.length;
  }

  private frame(inside: readonly Part[]): Pick<Plan, 'network' | 'columns' | 'gateways' | 'endpoints'> {
    const { model: { zones, endpoints }, left, innerWidth } = this;
    const from = this.y;
    this.y += HEAD;
    const gateways = this.gateways();
    const endpointBox = endpoints.length > 0 ? inset(this.next(SIZES.bar)) : undefined;
    for (const tier of TIERS) this.place(inside.filter((part) => part.tier === tier));
    const height = this.y - from;
    this.y += SIZES.gap;
    return {
      gateways, endpoints: endpointBox,
      network: { x: SIZES.margin, y: from, width: innerWidth + 2 * SIZES.padding, height },
      columns: zones.map((_, i) => ({ x: left + i * this.width, y: from, width: this.width, height })),
    };
  }

  private gateways(): Plan['gateways'] {
    const { zones } = this.model;
    if (zones.every(({ natGateways }) => natGateways === 0)) return [];
    const row = this.next(GATEWAY);
    return zones.flatMap(({ natGateways: count }, i) => count === 0
      ? []
      : [{ count, box: inset({ ...row, x: row.x + i * this.width, width: this.width }) }]);
  }

  private place(parts: readonly Part[]): void {
    for (const part of parts) {
      const [from, to] = part.zones ?? [0, this.model.zones.length - 1];
      const row = this.next(this.heightOf(part));
      this.parts.push({
        part, box: inset({ ...row, x: row.x + from * this.width, width: (to - from + 1) * this.width }),
      });
    }
  }

  /** A part with many lines to others is higher. */
  private heightOf({ resource, units }: Part): number {
    const count = linesAt(this.model, resource);
    return Math.max(SIZES.bar + (units ? SIZES.units - 8 : 0), count * SIZES.slot + 14);
  }

  private next(height: number): Box {
    const box = { x: this.left, y: this.y, width: this.innerWidth, height };
    this.y += height + SIZES.gap;
    return box;
  }
}

/** What is free between a bar and the edge of its columns. */
function inset(box: Box): Box {
  return { ...box, x: box.x + EDGE, width: box.width - 2 * EDGE };
}

/** How many lines begin or end at a part. */
export function linesAt({ talks }: AppModel, resource: Resource | undefined): number {
  return talks.filter(({ from, to }) => from === resource || to === resource).length;
}
