import { App, Stack } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { WebLoadBalancer } from '../../src';

test("a load balancer passes the CDK's own validator with errors and warnings made fatal", () => {
  const before = process.env.CDK_VALIDATION;
  process.env.CDK_VALIDATION = 'true';
  const app = new App({
    context: {
      '@aws-cdk/core:validateAgainstDefaultRules': true, '@aws-cdk/core:strictCfnValidateErrors': true,
    },
  });
  const stack = new Stack(app, 'Stack');
  new WebLoadBalancer(stack, 'Edge', {
    vpc: new Vpc(stack, 'Vpc', { maxAzs: 3 }),
    certificate: Certificate.fromCertificateArn(
      stack, 'Certificate', 'arn:aws:acm:eu-west-1:123456789012:certificate/1',
    ),
  });

  expect(() => app.synth()).not.toThrow();
  process.env.CDK_VALIDATION = before;
});
