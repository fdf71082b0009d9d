// the CDK's own validator, with errors and warnings that fail. It costs seconds, so both ways to run instances share
// one app.
import { App, Stack } from 'aws-cdk-lib';
import { STRICT_CONTEXT } from '../../demo/synthesize';
import { Compute, ElasticWebTier, Network, Replacement } from '../../src';
import { CONTAINER, CONTEXT, ENVIRONMENT, HTTP } from './support';

test('templates are valid to the last warning', () => {
  const { CDK_VALIDATION } = process.env;
  process.env.CDK_VALIDATION = 'true';
  const app = new App({ context: { ...CONTEXT, ...STRICT_CONTEXT } });
  const computes = {
    Group: Compute.autoScaling(), Rolling: Compute.autoScaling({ replacement: Replacement.rolling() }),
    Single: Compute.singleInstance(),
  };
  for (const [id, compute] of Object.entries(computes)) {
    const stack = new Stack(app, id, { env: ENVIRONMENT });
    const { vpc } = new Network(stack, 'Network');
    new ElasticWebTier(stack, 'Shop', { vpc, bootstrap: CONTAINER, compute, ingress: HTTP });
  }

  try {
    expect(() => app.synth()).not.toThrow();
    expect(app.node.findAll().filter((node) => node instanceof Stack)).toHaveLength(3);
  } finally {
    process.env.CDK_VALIDATION = CDK_VALIDATION;
  }
});
