// what belongs here: each mistake of a log-in at the load balancer once, with the whole message of the construct; and
// the props that pass as tokens.
import { CfnParameter, Duration, type Stack } from 'aws-cdk-lib';
import { UserPool, UserPoolClient } from 'aws-cdk-lib/aws-cognito';
import { SubnetType, Vpc } from 'aws-cdk-lib/aws-ec2';
import { Repository } from 'aws-cdk-lib/aws-ecr';
import {
  ApplicationListener, ApplicationLoadBalancer, ApplicationProtocol, ListenerAction, UnauthenticatedAction,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import {
  Authentication, Deployment, Ingress, ServiceImage, TrafficSplit, type CognitoOptions, type OidcOptions,
  type SharedIngressOptions,
} from '../../../src';
import { acceptsTokens, rejects, type BadInput, type Place } from '../../support/bad-input';

const oidc = ({ stack }: Place, options: Partial<OidcOptions> = {}) => Authentication.oidc({
  issuer: 'https://login.example.com', authorizationEndpoint: 'https://login.example.com/authorize',
  tokenEndpoint: 'https://login.example.com/token', userInfoEndpoint: 'https://login.example.com/userinfo',
  clientId: 'shop', clientSecret: Secret.fromSecretNameV2(stack, 'ClientSecret', 'shop/client'), ...options,
});
const cognito = ({ stack }: Place, options: Partial<CognitoOptions> = {}) => {
  const userPool = new UserPool(stack, 'Users');
  return Authentication.cognito({
    userPool, userPoolClient: userPool.addClient('Client', { generateSecret: true }),
    userPoolDomain: userPool.addDomain('Domain', { cognitoDomain: { domainPrefix: 'shop' } }), ...options,
  });
};
const https = (place: Place, options: Partial<OidcOptions>) => place.service({
  ingress: Ingress.https({
    domainName: 'shop.example.com', hostedZone: place.zone, authentication: oidc(place, options),
  }),
});
const route = (place: Place, options: Partial<OidcOptions>, rule: SharedIngressOptions = { paths: ['/api/*'] }) =>
  place.route({ ...rule, authentication: oidc(place, options) });
const text = (stack: Stack) => new CfnParameter(stack, 'Later').valueAsString;

const SHOP = 'Stack/Shop (FargateService)';
const ADDRESS = 'must be an address such as "https://login.example.com/path", got';
const ONLY_443 = ': the load balancer calls port 443 only, and with TLS';
const PLAIN = '"ingress.authentication" must not be given for a listener with plain HTTP, got an Authentication: '
  + 'anybody on the way could read the session: use HTTPS';

const ROWS: readonly BadInput[] = [
  ['an issuer without TLS', (place) => https(place, { issuer: 'http://login.example.com' }), SHOP,
    `"ingress.authentication.issuer" ${ADDRESS} "http://login.example.com"${ONLY_443}`],
  ['a page without a scheme', (place) => https(place, { authorizationEndpoint: 'login.example.com/a' }), SHOP,
    `"ingress.authentication.authorizationEndpoint" ${ADDRESS} "login.example.com/a"${ONLY_443}`],
  [
    'tokens from a port that is not open',
    (place) => https(place, { tokenEndpoint: 'https://login.example.com:8443/token' }), SHOP,
    `"ingress.authentication.tokenEndpoint" ${ADDRESS} "https://login.example.com:8443/token"${ONLY_443}`,
  ],
  ['no address of users', (place) => https(place, { userInfoEndpoint: '' }), SHOP,
    `"ingress.authentication.userInfoEndpoint" ${ADDRESS} ""${ONLY_443}`],
  ['a client without a name', (place) => https(place, { clientId: '' }), SHOP,
    '"ingress.authentication.clientId" must be a name without blanks, got ""'],
  ['a field without a name', (place) => https(place, { clientSecretField: '' }), SHOP,
    '"ingress.authentication.clientSecretField" must be the name of a field, got ""'],
  ['a scope without openid', (place) => https(place, { scope: 'email profile' }), SHOP,
    '"ingress.authentication.scope" must be words between blanks, with "openid", got "email profile"'],
  ['a session of no time', (place) => https(place, { sessionTimeout: Duration.seconds(0) }), SHOP,
    '"ingress.authentication.sessionTimeout" must be whole seconds from 1 second to 7 days, got 0 seconds'],
  ['a session of eight days', (place) => https(place, { sessionTimeout: Duration.days(8) }), SHOP,
    '"ingress.authentication.sessionTimeout" must be whole seconds from 1 second to 7 days, got 8 days'],
  [
    'an unknown way to treat strangers',
    (place) => https(place, { onUnauthenticatedRequest: 'redirect' as UnauthenticatedAction }), SHOP,
    '"ingress.authentication.onUnauthenticatedRequest" must be one of deny, allow, authenticate, got "redirect"',
  ],
  ['an empty list of open paths', (place) => https(place, { openPaths: [] }), SHOP,
    '"ingress.authentication.openPaths" must have at least one value, got []: leave it out if none is open'],
  [
    'open paths where every path is open',
    (place) => https(place, { onUnauthenticatedRequest: UnauthenticatedAction.ALLOW, openPaths: ['/hooks/*'] }), SHOP,
    '"ingress.authentication.openPaths" must be left out where requests without a session pass, got ["/hooks/*"]: '
    + 'every path is open already',
  ],
  ['an open path without a slash', (place) => https(place, { openPaths: ['hooks'] }), SHOP,
    '"ingress.authentication.openPaths[0]" must start with "/" or "*" and have at most 128 characters, in which * and '
    + '? stand for any, got "hooks"'],
  ['an open path of another service', (place) => route(place, { openPaths: ['/hooks/*'] }), SHOP,
    '"ingress.authentication.openPaths[0]" must be among the paths that the service takes, got "/hooks/*": these are '
    + '/api/*'],
  [
    'more open paths than a rule holds',
    (place) => route(
      place, { openPaths: ['/a', '/b', '/c', '/d', '/e'] }, { hosts: ['shop.example.com'] },
    ), SHOP,
    '"ingress.hosts" must have at most 5 values together with "ingress.authentication.openPaths", got 6: a rule holds '
    + 'five values; use a wildcard, or another service',
  ],
  [
    'open paths before the first rule',
    (place) => route(place, { openPaths: ['/api/hooks'] }, { paths: ['/api/*'], priority: 1 }), SHOP,
    '"ingress.priority" must be at least 2 with "ingress.authentication.openPaths", got 1: the rule of the open paths '
    + 'comes right before it',
  ],
  [
    'a user pool client without a secret',
    (place) => {
      const userPool = new UserPool(place.stack, 'Others');
      const userPoolClient = new UserPoolClient(place.stack, 'Open', { userPool });
      const userPoolDomain = userPool.addDomain('Door', { cognitoDomain: { domainPrefix: 'others' } });
      return place.service({ ingress: Ingress.https({
        domainName: 'shop.example.com', hostedZone: place.zone,
        authentication: cognito(place, { userPool, userPoolClient, userPoolDomain }),
      }) });
    }, SHOP,
    '"ingress.authentication.userPoolClient" must have a secret, got Stack/Open without one: make it with '
    + '"generateSecret: true"',
  ],
  [
    'a listener with plain HTTP inside the VPC',
    (place) => place.service({ ingress: Ingress.internal({
      protocol: ApplicationProtocol.HTTP, authentication: oidc(place),
    }) }), SHOP, PLAIN,
  ],
  [
    'a shared load balancer with plain HTTP',
    (place) => place.service({ ingress: Ingress.route(
      place.loadBalancer({ protocol: ApplicationProtocol.HTTP, domainName: undefined, hostedZone: undefined }),
      { paths: ['/*'], authentication: oidc(place) },
    ) }), SHOP, PLAIN,
  ],
  [
    'a listener with plain HTTP that the library did not make',
    (place) => {
      const loadBalancer = new ApplicationLoadBalancer(place.stack, 'Theirs', { vpc: place.vpc });
      const listener = new ApplicationListener(place.stack, 'Listener', {
        loadBalancer, port: 80, open: false, defaultAction: ListenerAction.fixedResponse(404),
      });
      return place.service({ ingress: Ingress.existing(
        loadBalancer, listener, { paths: ['/*'], authentication: oidc(place) },
      ) });
    }, SHOP, PLAIN,
  ],
  [
    'a traffic split with plain HTTP',
    (place) => new TrafficSplit(place.stack, 'Split', {
      loadBalancer: place.loadBalancer({
        protocol: ApplicationProtocol.HTTP, domainName: undefined, hostedZone: undefined,
      }),
      paths: ['/*'], authentication: oidc(place),
    }), 'Stack/Split (TrafficSplit)', PLAIN.replace('ingress.', ''),
  ],
  ...[Deployment.blueGreen(), Deployment.canary(), Deployment.linear()].map((deployment): BadInput => [
    `a deployment that shifts traffic: ${deployment._variant.rollout.deploymentStrategy}`,
    (place) => place.service({ deployment, ingress: Ingress.https({
      domainName: 'shop.example.com', hostedZone: place.zone, authentication: oidc(place),
    }) }), SHOP,
    '"ingress.authentication" must not be given with a deployment that shifts traffic, got an Authentication: Amazon '
    + 'ECS rewrites rules that forward only: use Deployment.rolling',
  ]),
  [
    'Amazon Cognito without the internet',
    (place) => {
      const vpc = new Vpc(place.stack, 'Closed', {
        natGateways: 0, subnetConfiguration: [{ name: 'Private', subnetType: SubnetType.PRIVATE_ISOLATED }],
      });
      const edge = place.loadBalancer({ vpc, internetFacing: false });
      return place.service({
        vpc, ingress: Ingress.route(edge, { paths: ['/*'], authentication: cognito(place) }),
        image: ServiceImage.fromRepository(Repository.fromRepositoryName(place.stack, 'Images', 'shop'), '1'),
      });
    }, SHOP,
    '"ingress.authentication" must be of a provider that the load balancer can reach, got Authentication.cognito: '
    + 'Amazon Cognito needs the internet: give the VPC a NAT gateway, or the load balancer a public address',
  ],
];

describe('a log-in at the load balancer', () => {
  rejects(ROWS, 25);

  acceptsTokens([
    ['the name of a client', (place) => https(place, { clientId: text(place.stack) })],
    ['the address of tokens', (place) => https(place, { tokenEndpoint: text(place.stack) })],
    ['an open path', (place) => route(place, { openPaths: [text(place.stack)] })],
    ['a session', (place) => https(place, {
      sessionTimeout: Duration.seconds(new CfnParameter(place.stack, 'Later', { type: 'Number' }).valueAsNumber),
    })],
  ]);
});
