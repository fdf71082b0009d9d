// R-LB-4, R-NET-4
import { Duration, Stack, Token } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { UserPool, UserPoolClient, UserPoolDomain } from 'aws-cdk-lib/aws-cognito';
import { SecurityGroup, type IVpc } from 'aws-cdk-lib/aws-ec2';
import {
  ApplicationListener, ApplicationLoadBalancer, ListenerAction, UnauthenticatedAction,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import {
  Authentication, ContentDelivery, Ingress, TrafficSplit, WebLoadBalancer, type OidcOptions,
  type SharedIngressOptions,
} from '../../src/ingress';
import { only, type Properties } from '../support/templates';
import { Service, setup, sharedLoadBalancer, type Setup } from './support';

const IRELAND = { account: '123456789012', region: 'eu-west-1' };

function oidc(stack: Stack, options: Partial<OidcOptions> = {}): Authentication {
  return Authentication.oidc({
    issuer: 'https://login.example.com', authorizationEndpoint: 'https://login.example.com/authorize',
    tokenEndpoint: 'https://login.example.com/token', userInfoEndpoint: 'https://login.example.com/userinfo',
    clientId: 'shop', clientSecret: new Secret(stack, 'ClientSecret'), ...options,
  });
}

/** The rules of the template, those that are asked first before the others. */
function rulesOf(stack: Stack): Properties[] {
  return Object.values(Template.fromStack(stack).findResources('AWS::ElasticLoadBalancingV2::ListenerRule'))
    .map(({ Properties }) => Properties as Properties).sort((one, other) => one.Priority - other.Priority);
}

const typesOf = ({ Actions }: Properties) => Actions.map(({ Type }: Properties) => Type);
const pathsOf = ({ Conditions }: Properties) =>
  Conditions.find(({ Field }: Properties) => Field === 'path-pattern')?.PathPatternConfig.Values;

/** A service behind a load balancer of its own. */
function own(options: Partial<OidcOptions> = {}): Setup {
  const given = setup();
  const { stack, vpc, hostedZone } = given;
  new Service(stack, 'Service', { vpc, ingress: Ingress.https({
    domainName: 'shop.example.com', hostedZone, authentication: oidc(stack, options),
  }) });
  return given;
}

/** A service behind a shared load balancer in a stack of its own. */
function shared(options: Partial<OidcOptions> = {}, rule: SharedIngressOptions = { paths: ['/*'] }): Setup {
  const given = setup();
  const ingress = Ingress.route(sharedLoadBalancer(given), { ...rule, authentication: oidc(given.stack, options) });
  new Service(given.stack, 'Service', { vpc: given.vpc, ingress });
  return given;
}

/** Where the load balancer may connect to, besides its targets. */
function waysOut(stack: Stack): string[] {
  const template = Template.fromStack(stack);
  const inline = Object.values(template.findResources('AWS::EC2::SecurityGroup'))
    .flatMap(({ Properties: { SecurityGroupEgress: rules = [] } }) => rules as Properties[]);
  const separate = Object.values(template.findResources('AWS::EC2::SecurityGroupEgress'))
    .map(({ Properties }) => Properties as Properties);
  return [...inline, ...separate].filter(({ CidrIp }) => CidrIp === '0.0.0.0/0')
    .map(({ IpProtocol, FromPort, ToPort }) => `${IpProtocol}:${FromPort}-${ToPort}`);
}

describe('a log-in at the load balancer', () => {
  test('comes before the service, with a session of half a day', () => {
    const [{ Actions }] = rulesOf(own().stack);

    expect(Actions).toEqual([
      {
        Type: 'authenticate-oidc', Order: 1,
        AuthenticateOidcConfig: {
          Issuer: 'https://login.example.com', AuthorizationEndpoint: 'https://login.example.com/authorize',
          TokenEndpoint: 'https://login.example.com/token', UserInfoEndpoint: 'https://login.example.com/userinfo',
          ClientId: 'shop', ClientSecret: expect.anything(), Scope: 'openid', SessionTimeout: 43_200,
          OnUnauthenticatedRequest: 'authenticate',
        },
      },
      { Type: 'forward', Order: 2, TargetGroupArn: expect.anything() },
    ]);
  });

  test.each([[undefined, ':SecretString:::}}'], ['secret', ':SecretString:secret::}}']])(
    'has its secret as a reference, never in the template: field %s', (clientSecretField, end) => {
      const { stack } = own({ clientSecretField });
      const [{ Actions: [{ AuthenticateOidcConfig: { ClientSecret } }] }] = rulesOf(stack);
      const { id } = only(Template.fromStack(stack), 'AWS::SecretsManager::Secret');

      expect(ClientSecret).toEqual({ 'Fn::Join': ['', ['{{resolve:secretsmanager:', { Ref: id }, end]] });
    },
  );

  test('takes what the user says', () => {
    const [{ Actions: [{ AuthenticateOidcConfig }] }] = rulesOf(own({
      scope: 'openid email', sessionTimeout: Duration.minutes(5),
      onUnauthenticatedRequest: UnauthenticatedAction.DENY,
    }).stack);

    expect(AuthenticateOidcConfig).toMatchObject({
      Scope: 'openid email', SessionTimeout: 300, OnUnauthenticatedRequest: 'deny',
    });
  });

  test('is done by a user pool too', () => {
    const { stack, vpc, hostedZone } = setup();
    const userPool = new UserPool(stack, 'Users');
    new Service(stack, 'Service', { vpc, ingress: Ingress.https({
      domainName: 'shop.example.com', hostedZone,
      authentication: Authentication.cognito({
        userPool, userPoolClient: userPool.addClient('Client', {
          generateSecret: true, oAuth: { callbackUrls: ['https://shop.example.com/oauth2/idpresponse'] },
        }),
        userPoolDomain: userPool.addDomain('Domain', { cognitoDomain: { domainPrefix: 'shop' } }),
      }),
    }) });
    const template = Template.fromStack(stack);
    const id = (type: string) => only(template, `AWS::Cognito::${type}`).id;

    expect(rulesOf(stack)[0].Actions[0]).toEqual({
      Type: 'authenticate-cognito', Order: 1,
      AuthenticateCognitoConfig: {
        UserPoolArn: { 'Fn::GetAtt': [id('UserPool'), 'Arn'] }, UserPoolClientId: { Ref: id('UserPoolClient') },
        UserPoolDomain: { Ref: id('UserPoolDomain') }, Scope: 'openid', SessionTimeout: 43_200,
        OnUnauthenticatedRequest: 'authenticate',
      },
    });
    expect(waysOut(stack)).toEqual(['tcp:443-443']);
  });

  describe('by a user pool', () => {
    const at = (name: string) => `https://${name}/oauth2/idpresponse`;
    const [SHOP, WWW] = ['shop.example.com', 'www.example.com'];
    const login = (stack: Stack, ...callbackUrls: string[]) => {
      const userPool = new UserPool(stack, 'Users');
      return Authentication.cognito({
        userPool, userPoolClient: userPool.addClient('Client', { generateSecret: true, oAuth: { callbackUrls } }),
        userPoolDomain: userPool.addDomain('Domain', { cognitoDomain: { domainPrefix: 'shop' } }),
      });
    };
    const https = (stack: Stack, vpc: IVpc) => {
      const loadBalancer = new ApplicationLoadBalancer(stack, 'Alb', { vpc });
      const listener = loadBalancer.addListener('Https', {
        port: 443, certificates: [{ certificateArn: 'arn:aws:acm:eu-west-1:123456789012:certificate/1' }],
        defaultAction: ListenerAction.fixedResponse(404),
      });
      return [loadBalancer, listener] as const;
    };
    const WAYS: Record<string, (given: Setup, authentication: Authentication) => unknown> = {
      'of its own': ({ stack, vpc, hostedZone }, authentication) => new Service(stack, 'Service', {
        vpc, ingress: Ingress.https({ domainName: SHOP, hostedZone, authentication }),
      }),
      'of its own, on another port': ({ stack, vpc, hostedZone }, authentication) => new Service(stack, 'Service', {
        vpc, ingress: Ingress.https({ domainName: SHOP, hostedZone, port: 8443, authentication }),
      }),
      'inside the VPC': ({ stack, vpc, hostedZone }, authentication) => new Service(stack, 'Service', {
        vpc, ingress: Ingress.internal({ domainName: SHOP, hostedZone, authentication }),
      }),
      'that is shared': (given, authentication) => new Service(given.stack, 'Service', {
        vpc: given.vpc, ingress: Ingress.route(sharedLoadBalancer(given), { hosts: [SHOP], authentication }),
      }),
      'that is shared, by its own name': (given, authentication) => new Service(given.stack, 'Service', {
        vpc: given.vpc, ingress: Ingress.route(new WebLoadBalancer(given.stack, 'Edge', {
          vpc: given.vpc, domainName: SHOP, hostedZone: given.hostedZone,
        }), { paths: ['/admin/*'], authentication }),
      }),
      'of others': ({ stack, vpc }, authentication) => new Service(stack, 'Service', {
        vpc, ingress: Ingress.existing(...https(stack, vpc), { hosts: ['*.example.com', SHOP], authentication }),
      }),
      'of a split': (given, authentication) => new TrafficSplit(given.stack, 'Split', {
        loadBalancer: sharedLoadBalancer(given), hosts: [SHOP], authentication,
      }),
    };

    test.each(Object.keys(WAYS))('fails with a client that calls back elsewhere: a load balancer %s', (way) => {
      const given = setup({ env: IRELAND });

      expect(() => WAYS[way](given, login(given.stack, at(WWW), `http://${SHOP}/oauth2/idpresponse`, `${at(SHOP)}/`)))
        .toThrow(`uthentication.userPoolClient" must call back "${at(SHOP)}", got ["${at(WWW)}",`);
    });

    test.each(Object.keys(WAYS))('passes with one that calls back: a load balancer %s', (way) => {
      const given = setup({ env: IRELAND });

      expect(() => WAYS[way](given, login(given.stack, at(WWW), at(SHOP)))).not.toThrow();
    });

    test('fails with a client that does not call back to every name of the service', () => {
      const given = setup({ env: IRELAND });
      const ingress = (...urls: string[]) => Ingress.route(sharedLoadBalancer(given), {
        hosts: [SHOP.toUpperCase(), WWW, '*.shop.example.com'], authentication: login(given.stack, ...urls),
      });

      expect(() => new Service(given.stack, 'Service', { vpc: given.vpc, ingress: ingress('https://example.com') }))
        .toThrow(`must call back "${at(SHOP)}" and "${at(WWW)}", got ["https://example.com"]: the load balancer sends `
          + 'people there after the log-in: add it to its "oAuth.callbackUrls", in lower case');
    });

    test('passes with a port in the callback, with names of the deployment, and with an imported client', () => {
      const service = (domainName: string, authentication: (stack: Stack) => Authentication) => {
        const { stack, vpc } = setup({ env: IRELAND });
        const certificate = Certificate.fromCertificateArn(
          stack, 'Certificate', 'arn:aws:acm:eu-west-1:123456789012:certificate/1',
        );
        new Service(stack, 'Service', {
          vpc, ingress: Ingress.https({ domainName, certificate, authentication: authentication(stack) }),
        });
      };

      expect(() => service(SHOP, (stack) => login(stack, `https://${SHOP}:443/oauth2/idpresponse`))).not.toThrow();
      expect(() => service(SHOP, (stack) => login(stack, at(Token.asString({ Ref: 'Name' }))))).not.toThrow();
      expect(() => service(Token.asString({ Ref: 'Name' }), (stack) => login(stack, at(WWW)))).not.toThrow();
      expect(() => service(SHOP, (stack) => Authentication.cognito({
        userPool: UserPool.fromUserPoolId(stack, 'Pool', 'eu-west-1_1'),
        userPoolClient: UserPoolClient.fromUserPoolClientId(stack, 'Client', 'x'),
        userPoolDomain: UserPoolDomain.fromDomainName(stack, 'Domain', 'x'),
      }))).not.toThrow();
    });
  });

  test('protects the rule of a route, of a split, of an internal load balancer and behind CloudFront', () => {
    const { stack: routed } = shared();
    const { stack: split } = (() => {
      const given = setup();
      const rule = new TrafficSplit(given.stack, 'Split', {
        loadBalancer: sharedLoadBalancer(given), paths: ['/*'], authentication: oidc(given.stack),
      });
      new Service(given.stack, 'Service', { vpc: given.vpc, ingress: Ingress.weighted(rule, 1) });
      return given;
    })();
    const { stack: inside, vpc, hostedZone } = setup();
    new Service(inside, 'Service', { vpc, ingress: Ingress.internal({
      domainName: 'shop.example.com', hostedZone, authentication: oidc(inside),
    }) });
    const edge = setup({ env: { ...IRELAND, region: 'us-east-1' } });
    new Service(edge.stack, 'Service', { vpc: edge.vpc, ingress: Ingress.https({
      domainName: 'shop.example.com', hostedZone: edge.hostedZone, contentDelivery: ContentDelivery.cloudFront(),
      authentication: oidc(edge.stack),
    }) });

    for (const stack of [routed, split, inside, edge.stack]) {
      expect(rulesOf(stack).map(typesOf)).toEqual([['authenticate-oidc', 'forward']]);
    }
  });
});

describe('the way to the identity provider', () => {
  test('is closed without a log-in', () => {
    const { stack, vpc } = setup();
    new Service(stack, 'Service', { vpc, ingress: Ingress.http() });

    expect(waysOut(stack)).toEqual([]);
  });

  test('is open from a load balancer of its own and from a shared one, once for all services', () => {
    const given = setup();
    const loadBalancer = sharedLoadBalancer(given);
    const authentication = oidc(given.stack);
    for (const name of ['orders', 'search']) {
      const ingress = Ingress.route(loadBalancer, { hosts: [`${name}.example.com`], authentication });
      new Service(given.stack, name, { vpc: given.vpc, ingress });
    }

    expect(waysOut(own().stack)).toEqual(['tcp:443-443']);
    expect(waysOut(given.stack)).toEqual(['tcp:443-443']);
  });

  test.each([[false, ['tcp:443-443']], [true, []]])(
    'is opened in an imported group that does not let everything out already: %s', (allowAllOutbound, ways) => {
      const { stack, vpc } = setup({ env: IRELAND });
      const arn = 'arn:aws:elasticloadbalancing:eu-west-1:123456789012';
      const securityGroup = SecurityGroup.fromSecurityGroupId(stack, 'Group', 'sg-1', { allowAllOutbound });
      const listener = ApplicationListener.fromApplicationListenerAttributes(stack, 'Listener', {
        listenerArn: `${arn}:listener/app/theirs/1/2`, securityGroup,
      });
      const loadBalancer = ApplicationLoadBalancer.fromApplicationLoadBalancerAttributes(stack, 'Theirs', {
        loadBalancerArn: `${arn}:loadbalancer/app/theirs/1`, securityGroupId: 'sg-1',
      });
      new Service(stack, 'Service', { vpc, ingress: Ingress.existing(
        loadBalancer, listener, { hosts: ['shop.example.com'], authentication: oidc(stack) },
      ) });

      expect(waysOut(stack)).toEqual(ways);
      expect(rulesOf(stack).map(typesOf)).toEqual([['authenticate-oidc', 'forward']]);
    },
  );
});

test('the way to the identity provider is opened once in a group that two services import', () => {
  const { stack, vpc } = setup({ env: IRELAND });
  const arn = 'arn:aws:elasticloadbalancing:eu-west-1:123456789012';
  const authentication = oidc(stack);
  for (const name of ['orders', 'search']) {
    const listener = ApplicationListener.fromApplicationListenerAttributes(stack, `${name}Listener`, {
      listenerArn: `${arn}:listener/app/theirs/1/2`,
      securityGroup: SecurityGroup.fromSecurityGroupId(stack, `${name}Group`, 'sg-1', { allowAllOutbound: false }),
    });
    const loadBalancer = ApplicationLoadBalancer.fromApplicationLoadBalancerAttributes(stack, `${name}Theirs`, {
      loadBalancerArn: `${arn}:loadbalancer/app/theirs/1`, securityGroupId: 'sg-1',
    });
    new Service(stack, name, { vpc, ingress: Ingress.existing(
      loadBalancer, listener, { hosts: [`${name}.example.com`], authentication },
    ) });
  }

  expect(waysOut(stack)).toEqual(['tcp:443-443']);
});

describe('paths that need no log-in', () => {
  const openFirst: [string, SharedIngressOptions, string][] = [
    ['everything', { paths: ['/*'] }, '/hooks/*'], ['a host', { hosts: ['shop.example.com'] }, '/hooks/*'],
    ['deep paths of a host', { hosts: ['shop.example.com'], paths: ['/a/b/*'] }, '/a/b/hooks'],
    ['a priority', { paths: ['/*'], priority: 7 }, '/hooks/*'],
  ];

  test.each(openFirst)('are asked before the others: %s', (_, rule, path) => {
    const [open, closed] = rulesOf(shared({ openPaths: [path] }, rule).stack);

    expect([pathsOf(open), typesOf(open)]).toEqual([[path], ['forward']]);
    expect([pathsOf(closed), typesOf(closed)]).toEqual([rule.paths, ['authenticate-oidc', 'forward']]);
    expect(open.Actions[0].TargetGroupArn).toEqual(closed.Actions[1].TargetGroupArn);
  });

  test('stay on the host of the service', () => {
    const [open] = rulesOf(shared({ openPaths: ['/hooks/*'] }, { hosts: ['shop.example.com'] }).stack);

    expect(open.Conditions).toContainEqual({
      Field: 'host-header', HostHeaderConfig: { Values: ['shop.example.com'] },
    });
  });

  test('fail where another service has them already', () => {
    const given = setup();
    const loadBalancer = sharedLoadBalancer(given);
    const { stack, vpc } = given;
    new Service(stack, 'Hooks', { vpc, ingress: Ingress.route(loadBalancer, { paths: ['/hooks/*'] }) });
    const second = () => new Service(stack, 'Shop', { vpc, ingress: Ingress.route(loadBalancer, {
      paths: ['/*'], authentication: oidc(stack, { openPaths: ['/hooks/*'] }),
    }) });

    expect(second).toThrow(
      '"ingress.hosts" must differ from those of Stack/Hooks, or "ingress.authentication.openPaths" must, got '
      + '["/hooks/*"]: the later of two equal rules takes no request',
    );
  });
});
