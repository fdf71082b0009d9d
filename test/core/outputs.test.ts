import { App, Fn, Stack } from 'aws-cdk-lib';
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

  test('are written once', () => {
    const stack = new Stack(undefined, 'Stack');
    const shop = new Construct(stack, 'Shop');
    writeOutputs(shop, 'Shop', { Url: 'a' });

    expect(() => writeOutputs(shop, 'Again', { Url: 'a' })).toThrow(new Error(
      'Stack/Shop (Construct.exportOutputs) has an invalid prop:\n  "prefix" must be given once, because the outputs '
      + 'exist already, got "Again": call exportOutputs once for each construct'));
  });

  test('have names that differ in a stack, and may be the same in two', () => {
    const app = new App();
    const [stack, other] = [new Stack(app, 'Stack'), new Stack(app, 'Other')];
    const write = (scope: Stack, id: string) => writeOutputs(new Construct(scope, id), 'Shop', { Url: 'a' });
    write(stack, 'One');

    expect(() => write(other, 'One')).not.toThrow();
    expect(() => write(stack, 'Two')).toThrow(new Error(
      'Stack/Two (Construct.exportOutputs) has an invalid prop:\n  "prefix" must give names that the stack does not '
      + 'have yet, got "Shop": Stack/One has "ShopUrl" already'));
  });

  test('have a prefix that is known', () => {
    expect(() => writeOutputs(new Construct(new Stack(), 'Shop'), Fn.importValue('Prefix'), { Url: 'a' }))
      .toThrow('"prefix" must be known at synthesis, got a value that is known at deployment only');
  });
});
