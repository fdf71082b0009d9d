import { App, Stack } from 'aws-cdk-lib';
import { ENABLE_ADDITIONAL_METADATA_COLLECTION } from 'aws-cdk-lib/cx-api';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { WorkQueue } from '../../src';
import { keepLight } from '../../src/core';

/** The type of entry that the CDK writes for the use of props. */
const USAGE = 'aws:cdk:analytics:construct';

const usageOf = (construct: Construct): unknown[] =>
  construct.node.findAll().flatMap(({ node }) => node.metadata).filter(({ type }) => type === USAGE);

describe('a construct that keeps the synthesis light', () => {
  const stack = new Stack(new App({ context: { [ENABLE_ADDITIONAL_METADATA_COLLECTION]: true } }), 'Stack');
  const [plain, light] = ['Plain', 'Light'].map((id) => new Construct(stack, id));
  keepLight(light);
  for (const scope of [plain, light]) new Queue(scope, 'Jobs', { enforceSSL: true });

  test('has no metadata below it on the use of props', () => {
    expect(usageOf(light)).toEqual([]);
  });

  test('leaves the rest of the app as its feature flags say', () => {
    expect(usageOf(plain)).not.toEqual([]);
  });

  test('is what constructs of the library are', () => {
    expect(usageOf(new WorkQueue(stack, 'Work'))).toEqual([]);
  });
});
