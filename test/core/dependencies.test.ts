// who waits for whom, within a stack and across stacks.
import { App, CfnResource, NestedStack, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Construct, DependencyGroup, type IConstruct } from 'constructs';
import { FargateService, PostgresDatabase, ServiceImage } from '../../src';
import { dependOn } from '../../src/core';
import { stackWithVpc, THREE_TIERS } from '../support/stacks';

/** Two resources in one construct. */
class Pair extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.add('One');
    this.add('Two');
  }

  public add(id: string): CfnResource {
    return new CfnResource(this, id, { type: `Test::${id}` });
  }
}

class Unwritten extends CfnResource {
  protected override shouldSynthesize(): boolean { return false; }
}

/** Where the CDK notes that stacks wait for each other. */
interface Notes { _addAssemblyDependency(target: Stack, reason: { readonly source?: IConstruct }): void }

function waiting(stack: Stack): CfnResource {
  return new CfnResource(stack, 'Waiting', { type: 'Test::Waiting' });
}

/** What the waiting resource names in its template. */
function waitsFor(stack: Stack): string[] {
  const [{ DependsOn = [] }] = Object.values(Template.fromStack(stack).findResources('Test::Waiting'));
  return (DependsOn as string[]).map((id) => id.replace(/[0-9A-F]{8}$/, ''));
}

/** Names of the stacks that a stack waits for. */
function stacksBefore(stack: Stack): string[] {
  return stack.dependencies.map(({ stackName }) => stackName);
}

describe('a construct', () => {
  test('waits for all of another one in its stack, also for what is made later', () => {
    const stack = new Stack(new App(), 'Stack');
    const pair = new Pair(stack, 'Pair');
    dependOn(waiting(stack), pair);
    pair.add('Three');

    expect(waitsFor(stack)).toEqual(['PairOne', 'PairThree', 'PairTwo']);
  });

  test('waits for the stack of another one', () => {
    const app = new App();
    const [one, two] = ['One', 'Two'].map((id) => new Stack(app, id));
    dependOn(waiting(two), new Pair(one, 'Pair'));
    app.synth();

    expect(stacksBefore(two)).toEqual(['One']);
    expect(waitsFor(two)).toEqual([]);
  });

  test('waits for each stack in which another one has resources', () => {
    const app = new App();
    const [one, two, three] = ['One', 'Two', 'Three'].map((id) => new Stack(app, id));
    dependOn(waiting(three), new DependencyGroup(new Pair(one, 'Pair'), new Pair(two, 'Pair')));
    app.synth();

    expect(stacksBefore(three).sort()).toEqual(['One', 'Two']);
  });

  test('waits for what gets its resources later', () => {
    const app = new App();
    const [one, two] = ['One', 'Two'].map((id) => new Stack(app, id));
    const empty = new Construct(one, 'Empty');
    dependOn(waiting(two), empty);
    new Pair(empty, 'Pair');
    app.synth();

    expect(stacksBefore(two)).toEqual(['One']);
  });

  test('waits for the stack of another one whose last resource is not written', () => {
    const app = new App();
    const [one, two] = ['One', 'Two'].map((id) => new Stack(app, id));
    const pair = new Pair(one, 'Pair');
    new Unwritten(pair, 'Unwritten', { type: 'Test::Unwritten' });
    dependOn(waiting(two), pair);
    app.synth();

    expect(stacksBefore(two)).toEqual(['One']);
  });

  test('waits for a nested stack of its own stack', () => {
    const stack = new Stack(new App(), 'Stack');
    const nested = new NestedStack(stack, 'Nested');
    dependOn(waiting(stack), new Pair(nested, 'Pair'));

    expect(waitsFor(stack)).toHaveLength(1);
  });
});

test('services that wait for a database of another stack add as little each as the first one', () => {
  /** How often a synthesis notes that a stack waits for another one. */
  function notes(services: number): number {
    const { app, stack, vpc } = stackWithVpc({ vpc: THREE_TIERS });
    const database = new PostgresDatabase(stack, 'Database', { vpc });
    const other = new Stack(app, 'Other');
    for (let i = 0; i < services; i++) {
      const image = ServiceImage.fromRegistry('public.ecr.aws/nginx/nginx:1.27.3');
      new FargateService(other, `Shop${i}`, { vpc, image }).connectTo(database);
    }
    const spy = jest.spyOn(Stack.prototype as unknown as Notes, '_addAssemblyDependency');
    app.synth();
    const { length } = spy.mock.calls.filter(([, { source }]) => source !== other);
    spy.mockRestore();
    return length;
  }

  expect(notes(2) - notes(1)).toBeLessThan(6);
});
