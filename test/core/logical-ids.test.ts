import { App, CfnResource, Stack, type CfnElement } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { rememberLogicalIds } from '../../src/core';

const TYPE = { type: 'AWS::SQS::Queue' };

describe('a stack that remembers logical ids', () => {
  const remembering = (id: string): Stack => {
    const stack = new Stack(new App(), id);
    rememberLogicalIds(stack);
    return stack;
  };

  test('gives a resource the id that the CDK gives it', () => {
    const [plain, stack] = [new Stack(new App(), 'Stack'), remembering('Stack')];
    const idIn = (scope: Stack) => scope.getLogicalId(new CfnResource(new Construct(scope, 'Below'), 'Jobs', TYPE));

    expect(idIn(stack)).toBe(idIn(plain));
  });

  test('computes each id once, however many constructs ask for it', () => {
    const allocate = jest.spyOn(Stack.prototype as unknown as { allocateLogicalId: () => string }, 'allocateLogicalId');
    const stack = remembering('Stack');
    rememberLogicalIds(stack);
    const [one, other] = ['One', 'Other'].map((id) => new CfnResource(stack, id, TYPE));
    for (const resource of [one, other, one, other]) stack.resolve(resource.ref);

    expect(allocate).toHaveBeenCalledTimes(2);
    allocate.mockRestore();
  });

  test('renames a resource whose id is known already', () => {
    const stack = remembering('Stack');
    const resource = new CfnResource(stack, 'Jobs', TYPE);
    stack.resolve(resource.ref);
    stack.renameLogicalId('Jobs', 'Work');

    expect(stack.resolve(resource.ref)).toEqual({ Ref: 'Work' });
  });

  test('leaves a stack alone that chooses ids itself', () => {
    let asked = 0;
    class Numbered extends Stack {
      protected allocateLogicalId(element: CfnElement): string { return `${element.node.id}${asked++}`; }
    }
    const stack = new Numbered(new App(), 'Stack');
    rememberLogicalIds(stack);
    const resource = new CfnResource(stack, 'Jobs', TYPE);

    expect([stack.getLogicalId(resource), stack.getLogicalId(resource)]).toEqual(['Jobs0', 'Jobs1']);
  });
});
