// what README and the first pages say about price and time of the quick start is what the library computes.
import { App } from 'aws-cdk-lib';
import { build } from '../../examples/quick-start/main';
import { CostEstimate } from '../../src/cost';
import { DeploymentForecast } from '../../src/forecast';
import { outputsOn, textOf } from '../support/samples';

const app = new App({ analyticsReporting: false });
build(app);

test.each(['README.md', 'docs/getting-started.md'])('%s says what the quick start costs', (page) => {
  const usd = CostEstimate.of(app, { region: 'eu-west-1' }).monthly.expected;

  expect(textOf(page)).toContain(`${usd.toFixed(2)} USD a month`);
  expect(textOf(page)).toContain(`${(usd * 100 / 730).toFixed(1)} cents an hour`);
});

test('the page about cost shows the quick start', () => {
  const written = CostEstimate.of(app, { region: 'eu-west-1' }).toText();

  expect(written).toContain(`\n\n${outputsOn('docs/cost.md')[0]}\n\n`);
});

test.each(['README.md', 'docs/getting-started.md', 'docs/first-deployment-failed.md'])(
  '%s says how long the quick start takes', (page) => {
    const [, minutes] = /about (.*) min\./.exec(DeploymentForecast.of(app).toText()) ?? [];

    expect(textOf(page)).toContain(`${minutes} minutes`);
  });
