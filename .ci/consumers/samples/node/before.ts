// what the pages take for granted beside an app: what was synthesized before.
import { App, Stack } from 'aws-cdk-lib';
import { Queue } from 'aws-cdk-lib/aws-sqs';

for (const outdir of ['main/cdk.out', 'cdk.out']) {
  const app = new App({ analyticsReporting: false, outdir });
  new Queue(new Stack(app, 'Shop'), 'Queue');
  app.synth();
}
