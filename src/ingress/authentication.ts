import type { CognitoOptions, OidcOptions } from './authentication-options';
import { cognito, oidc, type AuthenticationVariant } from './authentication-variant';
import { guardFactories } from '../core';

/**
 * Log-in at the load balancer: a request reaches the service only when somebody is logged in, for applications that
 * have no log-in themselves.
 *
 * The load balancer passes on who it is, in the headers `x-amzn-oidc-identity` and `x-amzn-oidc-data`. Tell the
 * identity provider the callback URL `<url>/oauth2/idpresponse`. The load balancer calls the provider, so its security
 * group lets it connect to port 443 anywhere.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html
 * @example
 * const authentication = Authentication.oidc({
 *   issuer: 'https://login.example.com',
 *   authorizationEndpoint: 'https://login.example.com/authorize',
 *   tokenEndpoint: 'https://login.example.com/token',
 *   userInfoEndpoint: 'https://login.example.com/userinfo',
 *   clientId: 'shop',
 *   clientSecret: secretsmanager.Secret.fromSecretNameV2(this, 'ClientSecret', 'shop/login'),
 * });
 * const ingress = Ingress.https({ domainName: 'shop.example.com', hostedZone, authentication });
 */
export class Authentication {
  /** By an identity provider that speaks OpenID Connect: Microsoft Entra ID, Okta, Keycloak, Google. */
  public static oidc(options: OidcOptions): Authentication {
    return new Authentication(oidc(options));
  }

  /** By a user pool of Amazon Cognito. */
  public static cognito(options: CognitoOptions): Authentication {
    return new Authentication(cognito(options));
  }

  private constructor(/** @internal */ public readonly _variant: AuthenticationVariant) {}
}

guardFactories(Authentication);
