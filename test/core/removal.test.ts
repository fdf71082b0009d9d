import { RemovalPolicy } from 'aws-cdk-lib';
import { removalOfParts } from '../../src/core';

describe('what a data store stands on', () => {
  test.each([RemovalPolicy.RETAIN, RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE])('stays with it: %s', (policy) =>
    expect(removalOfParts(policy)).toBe(policy));

  test.each([RemovalPolicy.SNAPSHOT, RemovalPolicy.DESTROY])('goes when it goes: %s', (policy) =>
    expect(removalOfParts(policy)).toBe(RemovalPolicy.DESTROY));
});
