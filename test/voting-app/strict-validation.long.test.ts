// R-APP-1, R-APP-6
import { App, Stack } from 'aws-cdk-lib';
import { UserPool } from 'aws-cdk-lib/aws-cognito';
import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import type { IHostedZone } from 'aws-cdk-lib/aws-route53';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import {
  AdminPage, Authentication, BackendAccess, FargateService, Ingress, Network, Profile, VoteCompute, VotingApp,
  VotingImage, VotingIngress, WebLoadBalancer,
} from '../../src';
import { zoneIn } from '../support/stacks';

/** A zone has one record of a name. */
function nameOf({ stackName }: Stack): string {
  return `${stackName.toLowerCase()}.example.com`;
}

/** The users API, with a log-in of either kind. */
function addUsersApi(stack: Stack, vpc: IVpc, hostedZone: IHostedZone): void {
  const name = nameOf(stack);
  const edge = new WebLoadBalancer(stack, 'Edge', { vpc, domainName: `people.${name}`, hostedZone });
  const userPool = new UserPool(stack, 'Users');
  const byCognito = Authentication.cognito({
    userPool, userPoolClient: userPool.addClient('Client', {
      generateSecret: true, oAuth: { callbackUrls: [`https://people.${name}/oauth2/idpresponse`] },
    }),
    userPoolDomain: userPool.addDomain('Domain', { cognitoDomain: { domainPrefix: 'people-of-ours' } }),
    openPaths: ['/api/openapi.json'],
  });
  const byOidc = Authentication.oidc({
    issuer: 'https://login.example.com', authorizationEndpoint: 'https://login.example.com/authorize',
    tokenEndpoint: 'https://login.example.com/token', userInfoEndpoint: 'https://login.example.com/userinfo',
    clientId: 'users', clientSecret: Secret.fromSecretNameV2(stack, 'ClientSecret', 'users/login'),
  });
  const ways = {
    Api: Ingress.https({ domainName: `users.${name}`, hostedZone, authentication: byOidc }),
    People: Ingress.route(edge, { hosts: [`people.${name}`], authentication: byCognito }),
  };
  for (const [id, ingress] of Object.entries(ways)) {
    new FargateService(stack, id, {
      vpc, ingress, image: VotingImage.bundled().serviceImage, container: { command: ['api'] },
    });
  }
}

// the validator costs seconds, so all profiles are in one app.
test("voting apps of every profile pass the CDK's own validator with errors and warnings made fatal", () => {
  const before = process.env.CDK_VALIDATION;
  process.env.CDK_VALIDATION = 'true';
  const app = new App({ context: {
    '@aws-cdk/core:validateAgainstDefaultRules': true,
    '@aws-cdk/core:strictCfnValidateErrors': true,
    'availability-zones:account=111122223333:region=eu-west-1': ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'],
  } });
  for (const profile of [Profile.DEVELOPMENT, Profile.STAGING, Profile.PRODUCTION, Profile.REGULATED]) {
    const stack = new Stack(app, `Of-${profile.name}`, { env: { account: '111122223333', region: 'eu-west-1' } });
    profile.applyTo(stack);
    const { vpc } = new Network(stack, 'Network');
    const hostedZone = zoneIn(stack);
    const name = nameOf(stack);
    new VotingApp(stack, 'Voting', {
      vpc,
      ingress: VotingIngress.hosts({ vote: `vote.${name}`, result: `result.${name}`, hostedZone }),
      vote: profile === Profile.STAGING ? VoteCompute.instances() : undefined,
      result: { adminPage: AdminPage.generatedToken() },
      databaseAccess: BackendAccess.iam({ userName: 'voting' }),
    });
    addUsersApi(stack, vpc, hostedZone);
  }

  try {
    expect(() => app.synth()).not.toThrow();
  } finally {
    process.env.CDK_VALIDATION = before;
  }
});
