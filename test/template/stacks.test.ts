import { App, CfnOutput, NestedStack, Stack, Stage } from 'aws-cdk-lib';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { stacksIn, stacksOf, type SynthesizedStack } from '../../src/template';

/** An app with a stack, a stack nested in it, and a stack in a stage. */
function anApp(postCliContext = {}) {
  const app = new App({ analyticsReporting: false, postCliContext });
  const stack = new Stack(app, 'Shop', { env: { account: '111122223333', region: 'eu-west-1' } });
  const queue = new sqs.Queue(stack, 'Queue');
  const nested = new NestedStack(stack, 'Nested', { parameters: { Size: 'large' } });
  new sqs.Queue(nested, 'Queue', { queueName: queue.queueName });
  const stage = new Stage(app, 'Prod');
  const other = new Stack(stage, 'Data');
  new CfnOutput(other, 'Name', { value: new sns.Topic(other, 'Topic').topicName });
  return { app, stack, nested, queue, stage };
}

function contents(stacks: readonly SynthesizedStack[]): string[] {
  return stacks.flatMap(({ path, region, template }) => [
    `${path} in ${region ?? 'any Region'}`,
    ...template.resources.filter(({ type }) => type !== 'AWS::CloudFormation::Stack').map((resource) =>
      `  ${resource.path}`),
  ]);
}

const SHOP = ['Shop in eu-west-1', '  Shop/Queue/Resource', 'Shop/Nested in eu-west-1', '  Shop/Nested/Queue/Resource'];
const DATA = ['Prod/Data in any Region', '  Prod/Data/Topic/Resource'];

test('an app is all its stacks, those nested and those in stages too, with the paths of their constructs', () => {
  expect(contents(stacksOf(anApp().app))).toEqual([...SHOP, ...DATA]);
});

test('a stack is itself and the stacks nested in it', () => {
  expect(contents(stacksOf(anApp().stack))).toEqual(SHOP);
});

test('a nested stack is itself', () => {
  expect(contents(stacksOf(anApp().nested))).toEqual(SHOP.slice(2));
});

test('a stage is its stacks', () => {
  expect(contents(stacksOf(anApp().stage))).toEqual(DATA);
});

test('a stack without resources is empty', () => {
  const stack = new Stack(new App({ analyticsReporting: false }), 'Empty');

  expect(contents(stacksOf(stack))).toEqual(['Empty in any Region']);
});

test('any other construct stands for its stack', () => {
  expect(contents(stacksOf(anApp().queue))).toEqual(SHOP);
});

test('a folder with a cloud assembly reads the same', () => {
  const { app } = anApp({ 'aws:cdk:disable-logicalId-metadata': undefined });

  expect(contents(stacksIn(app.synth().directory))).toEqual([...SHOP, ...DATA]);
});

test('a stack inside the scope of another one keeps its own resources', () => {
  const { app, stack } = anApp();
  new sqs.Queue(new Stack(stack, 'Inner'), 'Queue');

  expect(contents(stacksOf(app)).filter((line) => line.includes('Queue'))).toEqual([
    '  Shop/Queue/Resource', '  Shop/Nested/Queue/Resource', '  Shop/Inner/Queue/Resource',
  ]);
});

test('a stack that can be deployed anywhere is read for the Region that is given', () => {
  expect(contents(stacksOf(anApp().app, { region: 'us-east-1' }))).toEqual([
    ...SHOP, 'Prod/Data in us-east-1', DATA[1],
  ]);
});
