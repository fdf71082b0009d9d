import { CfnResource, Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { Mark } from '../core';
import type { IMonitored } from '../signal';

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

/** What people call a subject: its path inside of its stack; nothing for the stack itself. */
export function nameOf(subject: IMonitored): string {
  const construct = SPEAKS_FOR.get(subject) ?? subject;
  const stackDepth = Stack.of(construct).node.scopes.length;
  return construct.node.scopes.slice(stackDepth).map(({ node }) => node.id).join('/');
}

/** The resources that a subject is made of, without those of subjects inside of it. */
export function resourcesOf(subject: IMonitored): CfnResource[] {
  const root = SPEAKS_FOR.get(subject) ?? subject;
  return inside(root).filter((construct): construct is CfnResource => CfnResource.isCfnResource(construct));
}

function inside(construct: IConstruct): IConstruct[] {
  return [construct, ...construct.node.children.filter((child) => !isMonitored(child)).flatMap(inside)];
}
