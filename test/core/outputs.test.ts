import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Construct } from 'constructs';
import { writeOutputs } from '../../src/core';

// R-DEL-3
describe('outputs', () => {
  test('are named without the path of their construct', () => {
    const stack = new Stack();

    writeOutputs(new Construct(new Construct(stack, 'Deep'), 'Down'), 'Shop', {
      Url: 'https://shop.example.com', Port: '443',
    });

    expect(Template.fromStack(stack).toJSON().Outputs)
      .toEqual({ ShopUrl: { Value: 'https://shop.example.com' }, ShopPort: { Value: '443' } });
  });

  test('leave out what CloudFormation does not allow in a name', () => {
    const stack = new Stack();

    writeOutputs(new Construct(stack, 'Shop'), 'my-shop_2.', { Url: 'https://shop.example.com' });

    Template.fromStack(stack).hasOutput('myshop2Url', { Value: 'https://shop.example.com' });
  });
});
