// the app that every language builds: their templates have to be equal to the byte.
import fs from 'node:fs';
import { App, Stack } from 'aws-cdk-lib';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import {
  FargateService, forecast, Ingress, Network, PostgresDatabase, Profile, ServiceImage, simulation,
} from 'cdk-elastic-web';

const app = new App({ outdir: 'cdk.out', analyticsReporting: false });
Profile.PRODUCTION.applyTo(app);
const stack = new Stack(app, 'Shop');
const hostedZone = HostedZone.fromHostedZoneAttributes(stack, 'Zone', {
  hostedZoneId: 'Z0123456789ABCDEFGHIJ', zoneName: 'example.com',
});

const network = new Network(stack, 'Network');
const database = new PostgresDatabase(stack, 'Database', { vpc: network.vpc });
const shop = new FargateService(stack, 'Shop', {
  vpc: network.vpc,
  image: ServiceImage.fromRegistry('public.ecr.aws/docker/library/nginx:1.29'),
  ingress: Ingress.https({ domainName: 'shop.example.com', hostedZone }),
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
