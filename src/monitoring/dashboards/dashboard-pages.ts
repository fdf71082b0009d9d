import { Lazy, Stack, type IResolveContext } from 'aws-cdk-lib';
import { CfnDashboard, Row, type IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { compact, type WidgetJson } from './compact-body';
import { dashboardName } from './dashboard-names';

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html */
const MOST_WIDGETS = 500;
const MOST_METRICS = 2500;
/** Long enough to see what was normal before something broke. */
const TIME_RANGE = '-PT3H';

/** What fills the pages. */
export interface DashboardPagesProps {
  /** Ids in the name, after stack and Region. */
  readonly ids: readonly string[];
  /** From the top to the bottom; asked again whenever it is written. */
  readonly widgets: () => IWidget[];
}

/**
 * A dashboard, and more of them when one would become larger than CloudWatch allows.
 *
 * The pages are called `Page1`, `Page2` and so on, and keep their names when another is added.
 */
export class DashboardPages extends Construct {
  /** Name of the first page. */
  public readonly dashboardName: string;
  private pages: readonly (readonly IWidget[])[] = [];
  /** Of the pages of a synthesis that is under way. */
  private readonly contents = new Map<number, object>();
  private readonly texts = new Map<number, string>();

  constructor(scope: Construct, id: string, private readonly props: DashboardPagesProps) {
    super(scope, id);
    this.dashboardName = dashboardName(this, props.ids);
  }

  /** Draws everything anew, on as many pages as it takes. */
  public draw(): void {
    this.pages = pagesOf(this.props.widgets());
    this.texts.clear();
    this.pages.forEach((_, index) => this.node.tryFindChild(idOf(index)) ?? this.createPage(index));
    // when something has moved, there may be fewer.
    for (let index = this.pages.length; this.node.tryRemoveChild(idOf(index)); index++);
  }

  private createPage(index: number): void {
    new CfnDashboard(this, idOf(index), {
      dashboardName: index === 0 ? this.dashboardName : dashboardName(this, [...this.props.ids, String(index + 1)]),
      dashboardBody: Lazy.uncachedString({
        produce: (context) => context.preparing ? this.prepare(index, context) : this.textOf(index, context),
      }),
    });
  }

  /** A synthesis begins by looking for references. That needs no text, and a text is what takes long. */
  private prepare(index: number, context: IResolveContext): string {
    const content = contentOf(this.pages[index], context);
    this.contents.set(index, content);
    this.texts.delete(index);
    context.resolve(content);
    return '';
  }

  /** A synthesis writes each page twice, into the template and into the tree of constructs: the text is the same. */
  private textOf(index: number, context: IResolveContext): string {
    const text = this.texts.get(index) ?? this.write(index, context);
    this.texts.set(index, text);
    // a page of many services is large, and nobody needs it any more.
    this.contents.delete(index);
    return text;
  }

  private write(index: number, context: IResolveContext): string {
    const content = this.contents.get(index) ?? contentOf(this.pages[index], context);
    return context.resolve(Stack.of(this).toJsonString(content)) as string;
  }
}

function contentOf(widgets: readonly IWidget[] = [], context: IResolveContext): object {
  const row = new Row(...widgets);
  row.position(0, 0);
  return {
    start: TIME_RANGE,
    // a limit for the sum of a minute says nothing about the sum of an hour.
    periodOverride: 'inherit',
    widgets: compact(row.toJson() as WidgetJson[], context),
  };
}

function idOf(index: number): string {
  return `Page${index + 1}`;
}

/** As many widgets on each page as fit. */
function pagesOf(widgets: readonly IWidget[]): IWidget[][] {
  const pages: IWidget[][] = [];
  let metrics = Infinity;
  for (const widget of widgets) {
    const more = metricsIn(widget);
    if (metrics + more > MOST_METRICS || pages[pages.length - 1].length === MOST_WIDGETS) {
      pages.push([]);
      metrics = 0;
    }
    pages[pages.length - 1].push(widget);
    metrics += more;
  }
  return pages;
}

function metricsIn(widget: IWidget): number {
  const parts = widget.toJson() as { properties: { metrics?: unknown[] } }[];
  return parts.reduce((sum, { properties }) => sum + (properties.metrics?.length ?? 0), 0);
}
