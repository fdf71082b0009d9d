import { CfnResource, Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { Mark } from '../../core';
import type { IMonitored } from '../../signal';

/** The construct that a subject speaks for, where it is not the subject itself. */
export const SPEAKS_FOR = new Mark<IConstruct>('monitoring.speaks-for');

/** Whether a construct reports signals. */
export function isMonitored(construct: IConstruct): construct is IMonitored {
  return typeof (construct as Partial<IMonitored>).signals === 'function';
}

/** Everything in a scope that reports signals, the scope included. */
export function monitoredIn(scope: IConstruct): IMonitored[] {
  return scope.node.findAll().filter(isMonitored);
}

/** Ids of a construct and of those around it, as far as its stack. */
export function idsInStack(construct: IConstruct): string[] {
  return idsBelow(Stack.of(construct), construct);
}

/** Ids of a construct and of those around it, as far as a scope; none for the scope itself. */
export function idsBelow(scope: IConstruct, construct: IConstruct): string[] {
  return construct.node.scopes.slice(scope.node.scopes.length).map(({ node }) => node.id);
}

/** What people call a subject: its path inside of its stack; nothing for the stack itself. */
export function nameOf(subject: IMonitored): string {
  return idsInStack(SPEAKS_FOR.get(subject) ?? subject).join('/');
}

/**
 * Whether a construct around this one reports signals already, as a service does for the load balancer that it made for
 * itself. One that reports nothing, such as an application of several services, leaves it to those inside.
 */
export function isSpokenFor(subject: IMonitored): boolean {
  return subject.node.scopes.slice(0, -1).some((scope) => isMonitored(scope) && scope.signals().length > 0);
}

/** The resources that a subject is made of, without those of subjects inside of it that speak for themselves. */
export function resourcesOf(subject: IMonitored): CfnResource[] {
  const root = SPEAKS_FOR.get(subject) ?? subject;
  return inside(root).filter((construct): construct is CfnResource => CfnResource.isCfnResource(construct));
}

function inside(construct: IConstruct): IConstruct[] {
  const own = construct.node.children.filter((child) => !isMonitored(child) || isSpokenFor(child));
  return [construct, ...own.flatMap(inside)];
}
