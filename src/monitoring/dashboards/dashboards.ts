import type { IConstruct } from 'constructs';
import type { WatchedSubject } from '../panels';
import { StackDashboard } from './stack-dashboard';

/**
 * Which dashboards are made of everything that is watched.
 *
 * CloudWatch takes 3 USD a month for each dashboard, after three that are free for an account.
 *
 * @see https://aws.amazon.com/cloudwatch/pricing/
 * @example
 * new Monitoring(this, 'Monitoring', { dashboards: Dashboards.perSubject() });
 */
export class Dashboards {
  /**
   * One for each stack: an overview of what it holds or watches, then each of its subjects in detail. The fewest that
   * show everything, so an app of one stack pays for one.
   */
  public static perStack(): Dashboards {
    return new Dashboards({ draws: true, drawDetails: () => undefined });
  }

  /** An overview for each stack, and a dashboard for each subject: for teams that own one subject each. */
  public static perSubject(): Dashboards {
    return new Dashboards({
      draws: true, drawDetails: (dashboard, watched) => { dashboard.separate(watched); },
    });
  }

  /** No dashboards: alarms, events and messages alone. */
  public static none(): Dashboards {
    return new Dashboards({ draws: false, drawDetails: () => undefined });
  }

  private constructor(/** @internal */ public readonly _variant: DashboardsVariant) {}
}

/** What the choices differ in. */
export interface DashboardsVariant {
  readonly draws: boolean;
  drawDetails(dashboard: StackDashboard, watched: WatchedSubject): void;
}

/** Somebody who watches, and wants dashboards of it. */
export interface Watcher {
  /** The `Monitoring`. */
  readonly owner: IConstruct;
  readonly dashboards: Dashboards;
}

/** Puts a subject on the dashboard of its stack, and on those of the stacks that watch it. */
export function addToDashboards(watched: WatchedSubject, watchers: readonly Watcher[]): void {
  // a stage inside of another is written first, and takes nothing more.
  const drawing = watchers.filter(({ owner, dashboards }) => dashboards._variant.draws && !owner.node.locked);
  const [nearest] = drawing;
  if (!nearest) return;

  const own = StackDashboard.of(watched.subject);
  own.add(watched);
  nearest.dashboards._variant.drawDetails(own, watched);
  for (const { owner } of drawing) {
    StackDashboard.of(owner).add(watched);
    own.addWatcher(owner);
  }
}

/** Draws the dashboards of the stacks that a subject was added to. */
export function drawDashboards(constructs: readonly IConstruct[]): void {
  for (const construct of constructs) StackDashboard.tryOf(construct)?.draw();
}

/** Draws them anew, because alarms of these subjects stand elsewhere now. */
export function redrawDashboards(constructs: readonly IConstruct[]): void {
  for (const construct of constructs) StackDashboard.tryOf(construct)?.refresh();
  drawDashboards(constructs);
}
