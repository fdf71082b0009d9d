import { Stack } from 'aws-cdk-lib';
import type { IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct, type IConstruct } from 'constructs';
import { Mark, topStackOf } from '../../core';
import { stackPartsOf } from '../notification';
import type { WatchedSubject } from '../panels';
import { idsBelow } from '../subjects';
import { dashboardName, dashboardUrl } from './dashboard-names';
import { DashboardPages } from './dashboard-pages';
import { overviewWidgets } from './stack-overview';
import { subjectWidgets, titleOf } from './subject-section';
import { plain, text } from './texts';

const ID = 'Dashboard';
const OF_STACK = new Mark<StackDashboard>('monitoring.dashboard');

/**
 * The dashboard of a stack: an overview of what it watches, and its own subjects in detail, with those of its nested
 * stacks.
 */
export class StackDashboard {
  /** The one of the stack that a construct is in, made when it is asked for first. */
  public static of(construct: IConstruct): StackDashboard {
    const stack = topStackOf(construct);
    const dashboard = OF_STACK.get(stack) ?? new StackDashboard(stack);
    OF_STACK.set(stack, dashboard);
    return dashboard;
  }

  /** The one of a stack, if it has one. */
  public static tryOf(construct: IConstruct): StackDashboard | undefined {
    return OF_STACK.get(topStackOf(construct));
  }

  private readonly pages: DashboardPages;
  private readonly own: WatchedSubject[] = [];
  private readonly others: WatchedSubject[] = [];
  /** Subjects that have a dashboard each. */
  private readonly apart = new Map<WatchedSubject, DashboardPages>();
  /** Dashboards in the nested stacks that the alarms of some subjects were moved to. */
  private readonly nested = new Map<Stack, DashboardPages>();
  private readonly watchers = new Set<Stack>();
  private hasNews = false;

  private constructor(private readonly stack: Stack) {
    this.pages = new DashboardPages(stackPartsOf(stack), ID, { ids: [], widgets: () => this.widgets() });
  }

  /** Adds a subject of any stack; a second time it changes nothing. */
  public add(watched: WatchedSubject): void {
    const list = topStackOf(watched.subject) === this.stack ? this.own : this.others;
    if (list.includes(watched)) return;
    list.push(watched);
    this.hasNews = true;
  }

  /** Moves the details of a subject to a dashboard of their own, beside the subject. */
  public separate(watched: WatchedSubject): void {
    this.apart.set(watched, new DashboardPages(watched.subject as unknown as Construct, ID, {
      ids: idsBelow(this.stack, watched.subject),
      widgets: () =>
        subjectWidgets(watched.subject, watched, [link('Overview', this.pages.dashboardName, this.stack)]),
    }));
  }

  /** Notes that the alarms of something on it stand elsewhere now. */
  public refresh(): void {
    this.hasNews = true;
  }

  /** Notes a stack that watches this one, to link to it. */
  public addWatcher(owner: IConstruct): void {
    if (topStackOf(owner) !== this.stack) this.watchers.add(topStackOf(owner));
  }

  /** Draws it, if something was added. */
  public draw(): void {
    if (!this.hasNews) return;
    this.hasNews = false;
    for (const { scope } of this.detailed().filter(isMoved)) this.addNested(Stack.of(scope));
    for (const pages of [this.pages, ...this.apart.values(), ...this.nested.values()]) pages.draw();
  }

  private addNested(stack: Stack): void {
    if (this.nested.has(stack)) return;
    this.nested.set(stack, new DashboardPages(stack, ID, {
      ids: idsBelow(this.stack, stack),
      widgets: () => [
        text(`# ${plain(stack.node.id)}`, link('Overview', this.pages.dashboardName, this.stack)),
        ...this.detailed().filter((watched) => isMoved(watched) && Stack.of(watched.scope) === stack)
          .flatMap((watched) => subjectWidgets(stack, watched, [])),
      ],
    }));
  }

  /** Subjects of the stack without a dashboard each. By path: the order in which they were found must not matter. */
  private detailed(): WatchedSubject[] {
    return [...this.own].sort(byPath).filter((watched) => !this.apart.has(watched));
  }

  private widgets(): IWidget[] {
    const [own, others] = [this.own, this.others].map((list) => [...list].sort(byPath));
    const details = this.detailed().filter((watched) => !isMoved(watched));
    return [
      text(`# ${plain(this.stack.stackName)}`, ...this.links()),
      ...overviewWidgets(this.stack, { own, others }),
      ...details.flatMap((watched) => subjectWidgets(this.stack, watched, [])),
    ];
  }

  private links(): string[] {
    const apart = [...this.apart].map(([watched, pages]) =>
      link(titleOf(watched), pages.dashboardName, this.stack));
    const nested = [...this.nested].map(([stack, pages]) => link(stack.node.id, pages.dashboardName, this.stack));
    const stacks = new Set([...this.watchers, ...this.others.map(({ subject }) => topStackOf(subject))]);
    const elsewhere = [...stacks].filter((stack) => OF_STACK.get(stack))
      .map((stack) => link(stack.stackName, dashboardName(stack, []), stack));
    const all = [...apart.sort(), ...nested, ...elsewhere.sort()];
    return all.length === 0 ? [] : [all.join(' · ')];
  }
}

function isMoved({ scope, subject }: WatchedSubject): boolean {
  return Stack.of(scope) !== Stack.of(subject);
}

function byPath(one: WatchedSubject, other: WatchedSubject): number {
  return one.subject.node.path < other.subject.node.path ? -1 : 1;
}

function link(title: string, name: string, stack: Stack): string {
  return `[${plain(title)}](${dashboardUrl(name, stack.region)})`;
}
