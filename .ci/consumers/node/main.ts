// README's first sample: every language builds it, and their templates have to be equal to the byte.
// docs/other-languages.md shows what stands before the next comment that begins with "every language".
import fs from 'node:fs';
import { App, Stack } from 'aws-cdk-lib';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import {
  FargateService, forecast, Ingress, Network, PostgresDatabase, Profile, ServiceImage, simulation,
} from 'cdk-elastic-web';

const app = new App();
Profile.PRODUCTION.applyTo(app);
const stack = new Stack(app, 'Shop', { env: { account: '111122223333', region: 'eu-west-1' } });
const hostedZone = HostedZone.fromHostedZoneAttributes(stack, 'Zone', {
  hostedZoneId: 'Z0123456789ABCDEFGHIJ', zoneName: 'example.com',
});

const network = new Network(stack, 'Network');
const database = new PostgresDatabase(stack, 'Database', { vpc: network.vpc });
const shop = new FargateService(stack, 'Shop', {
  vpc: network.vpc,
  image: ServiceImage.fromRegistry('public.ecr.aws/docker/library/nginx:1.29'),
  port: 80,
  ingress: Ingress.https({ domainName: 'shop.example.com', hostedZone, healthCheck: { path: '/' } }),
});
shop.connectTo(database);
app.synth();

// every language simulates the same, to the byte.
const run = simulation.ScalingSimulation.of(shop).run({
  trace: simulation.LoadTrace.diurnal({ lowValue: 50, highValue: 700 }).withNoise(10, 7), unitCapacity: 100,
});
fs.writeFileSync('simulation.json', run.toJson());

// and forecasts the same.
fs.writeFileSync('forecast.json', forecast.DeploymentForecast.of(app).toJson());
