// The users API behind a log-in at the load balancer, because it has none itself: tasks without a password of the
// database, and migrations before each version (R-APP-4, R-APP-6, R-DB-5, R-LB-2, R-SEC-2)
import { type App, Stack } from 'aws-cdk-lib';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import {
  Authentication, BackendAccess, FargateService, Ingress, Migration, Network, PostgresDatabase, VotingImage,
} from '../../src';

export function build(app: App): void {
  const stack = new Stack(app, 'People', { env: { account: '111122223333', region: 'eu-west-1' } });
  const hostedZone = HostedZone.fromHostedZoneAttributes(stack, 'Zone', {
    hostedZoneId: 'Z0123456789ABCDEFGHIJ', zoneName: 'example.com',
  });
  const authentication = Authentication.oidc({
    issuer: 'https://login.example.com',
    authorizationEndpoint: 'https://login.example.com/oauth2/authorize',
    tokenEndpoint: 'https://login.example.com/oauth2/token',
    userInfoEndpoint: 'https://login.example.com/oauth2/userinfo',
    clientId: 'users-api',
    clientSecret: Secret.fromSecretNameV2(stack, 'ClientSecret', 'users-api/login'),
    // what the API is, without what is in it.
    openPaths: ['/api/openapi.json'],
  });

  const network = new Network(stack, 'Network');
  const database = new PostgresDatabase(stack, 'Database', { vpc: network.vpc });
  const api = new FargateService(stack, 'Api', {
    vpc: network.vpc,
    image: VotingImage.bundled().serviceImage,
    container: {
      command: ['api'],
      healthCheck: { command: ['CMD', 'node', '/app/voting-app.mjs', 'healthcheck'] },
      readonlyRootFilesystem: true,
    },
    migration: Migration.beforeStart({ command: ['migrate'] }),
    ingress: Ingress.https({ domainName: 'users.example.com', hostedZone, authentication }),
  });
  api.connectTo(database, { access: BackendAccess.iam({ userName: 'users_api' }) });
  api.exportOutputs();
}
