// what the pages show of forecasts and simulations is what the library writes.
import { App, Stack } from 'aws-cdk-lib';
import { FargateService, forecast, Ingress, Network, PostgresDatabase, ServiceImage } from '../../src';
import { describedTier } from '../cost/templates/described-tier';
import { runOf } from '../simulation/support';
import { outputsOn } from '../support/samples';

test('the page about forecasts shows a service with a database', () => {
  const stack = new Stack(new App({ analyticsReporting: false }), 'Shop', {
    env: { account: '111122223333', region: 'eu-west-1' },
  });
  const { vpc } = new Network(stack, 'Network');
  const shop = new FargateService(stack, 'Shop', {
    vpc, image: ServiceImage.fromRegistry('nginx'), ingress: Ingress.http(),
  });
  shop.connectTo(new PostgresDatabase(stack, 'Database', { vpc }));

  const written = forecast.DeploymentForecast.of(stack).toText();

  expect(written.slice(0, written.indexOf('\n\n  - '))).toBe(outputsOn('docs/forecast.md')[0]);
});

test('the page about simulations shows how long 10,000 users wait', () => {
  // two health checks, 30 seconds apart.
  const written = runOf(describedTier(), { healthySeconds: 60 }).toText().split('\n');
  const why = outputsOn('docs/simulation.md')[0].split('\n');

  expect(why.length).toBeGreaterThan(4);
  expect(why.filter((line) => !written.includes(line))).toEqual([]);
});
