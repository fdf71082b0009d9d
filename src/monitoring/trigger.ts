import { AspectPriority, Aspects, Stack, Stage, type IAspect } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { Mark, rejectProblems } from '../core';
import { drawDashboards, redrawDashboards } from './dashboards';
import { splitFullStacks } from './full-stacks';
import { isMonitored, isSpokenFor, monitoredIn } from './subjects';
import { watchSubject } from './watched-subject';
import { isNamed, watchesOf } from './watch';

const TRIGGERED = new Mark<boolean>('monitoring.trigger');

/**
 * Sees to it that everything in a scope that somebody watches gets its alarms, whenever it is added.
 *
 * It happens when the app is synthesized. Only then all constructs are there, and each knows its signals for good.
 */
export function triggerFor(scope: IConstruct): void {
  const root = Stage.isStage(scope) ? scope : Stack.of(scope);
  const stages = Stage.isStage(root) ? root.node.findAll().filter((child) => Stage.isStage(child)) : [];
  for (const target of new Set([root, ...stages])) {
    if (TRIGGERED.get(target)) continue;
    TRIGGERED.set(target, true);
    Aspects.of(target).add(new Trigger(target), { priority: AspectPriority.MUTATING });
  }
}

class Trigger implements IAspect {
  private readonly stage?: Stage;

  constructor(private readonly root: IConstruct) {
    this.stage = Stage.isStage(root) ? root : Stage.of(root);
  }

  /** At the root everything at once: the CDK lists the children of a construct after it has visited it. */
  public visit(construct: IConstruct): void {
    for (const stage of construct.node.children.filter((child) => Stage.isStage(child))) rejectLate(stage);
    const found = construct === this.root ? monitoredIn(construct) : [construct].filter(isMonitored);
    for (const subject of found) {
      const watches = watchesOf(subject);
      const isHere = watches.length > 0 && Stage.of(subject) === this.stage;
      if (isHere && (isNamed(subject) || !isSpokenFor(subject))) watchSubject(subject, watches);
    }
    const drawnOn = (subjects: readonly IConstruct[]) =>
      subjects.flatMap((subject) => [subject, ...watchesOf(subject).map(({ owner }) => owner)]);
    drawDashboards(drawnOn(found));
    // dashboards need room as well, so they are there before it is counted.
    redrawDashboards(drawnOn(splitFullStacks(found).map(({ subject }) => subject)));
  }
}

/** The CDK has written a stage inside of another one by the time that the outer one is visited. */
function rejectLate(stage: IConstruct): void {
  const [watch] = watchesOf(stage);
  if (!watch || TRIGGERED.get(stage)) return;
  rejectProblems(watch.owner, 'Monitoring', [{
    prop: 'watchedScope', must: 'hold its stages before it is watched', got: stage.node.path,
    advice: 'make the Monitoring after the stage, or one inside of the stage',
  }]);
}
