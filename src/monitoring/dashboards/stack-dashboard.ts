import { Stack } from 'aws-cdk-lib';
import type { IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct, type IConstruct } from 'constructs';
import { isKnown, Mark } from '../../core';
import { stackPartsOf } from '../notification';
import type { WatchedSubject } from '../panels';
import { idsInStack } from '../subjects';
import { dashboardName, dashboardUrl } from './dashboard-names';
import { DashboardPages } from './dashboard-pages';
import { overviewWidgets } from './stack-overview';
import { subjectWidgets, titleOf } from './subject-section';
import { plain, text } from './texts';

const ID = 'Dashboard';
const OF_STACK = new Mark<StackDashboard>('monitoring.dashboard');

/** The dashboard of a stack: an overview of what it watches, and its own subjects in detail. */
export class StackDashboard {
  /** The one of the stack that a construct is in, made when it is asked for first. */
  public static of(construct: IConstruct): StackDashboard {
    const stack = Stack.of(construct);
    const dashboard = OF_STACK.get(stack) ?? new StackDashboard(stack);
    OF_STACK.set(stack, dashboard);
    return dashboard;
  }

  /** The one of a stack, if it has one. */
  public static tryOf(construct: IConstruct): StackDashboard | undefined {
    return OF_STACK.get(Stack.of(construct));
  }

  private readonly pages: DashboardPages;
  private readonly own: WatchedSubject[] = [];
  private readonly others: WatchedSubject[] = [];
  /** Subjects that have a dashboard each, with its name. */
  private readonly apart = new Map<WatchedSubject, string>();
  private readonly watchers = new Set<Stack>();
  private hasNews = false;

  private constructor(private readonly stack: Stack) {
    this.pages = new DashboardPages(stackPartsOf(stack), ID, { ids: [], widgets: () => this.widgets() });
  }

  /** Adds a subject of any stack; a second time it changes nothing. */
  public add(watched: WatchedSubject): void {
    const list = Stack.of(watched.subject) === this.stack ? this.own : this.others;
    if (list.includes(watched)) return;
    list.push(watched);
    this.hasNews = true;
  }

  /** Moves the details of a subject to a dashboard of their own, beside the subject. */
  public separate(watched: WatchedSubject): void {
    const pages = new DashboardPages(watched.subject as unknown as Construct, ID, {
      ids: idsInStack(watched.subject),
      widgets: () => subjectWidgets(watched, [link('Overview', this.pages.dashboardName, this.stack)]),
    });
    this.apart.set(watched, pages.dashboardName);
    pages.draw();
  }

  /** Notes a stack that watches this one, to link to it. */
  public addWatcher(owner: IConstruct): void {
    if (Stack.of(owner) !== this.stack) this.watchers.add(Stack.of(owner));
  }

  /** Draws it, if something was added. */
  public draw(): void {
    if (!this.hasNews) return;
    this.hasNews = false;
    this.pages.draw();
  }

  private widgets(): IWidget[] {
    // by path: the order in which subjects were found must not matter.
    const [own, others] = [this.own, this.others].map((list) => [...list].sort(byPath));
    const details = own.filter((watched) => !this.apart.has(watched));
    return [
      text(`# ${plain(this.stack.stackName)}`, ...this.links()),
      ...overviewWidgets(this.stack, { own, others }),
      ...details.flatMap((watched) => subjectWidgets(watched, [])),
    ];
  }

  private links(): string[] {
    const apart = [...this.apart].map(([watched, name]) => link(titleOf(watched), name, this.stack));
    const stacks = new Set([...this.watchers, ...this.others.map(({ subject }) => Stack.of(subject))]);
    const elsewhere = [...stacks].filter((stack) => isKnown(stack.stackName) && OF_STACK.get(stack))
      .map((stack) => link(stack.stackName, dashboardName(stack, []), stack));
    const all = [...apart.sort(), ...elsewhere.sort()];
    return all.length === 0 ? [] : [all.join(' · ')];
  }
}

function byPath(one: WatchedSubject, other: WatchedSubject): number {
  return one.subject.node.path < other.subject.node.path ? -1 : 1;
}

function link(title: string, name: string, stack: Stack): string {
  return `[${plain(title)}](${dashboardUrl(name, stack.region)})`;
}
