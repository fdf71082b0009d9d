import { Annotations } from 'aws-cdk-lib';
import {
  CfnTrustStore, MutualAuthenticationMode, type ITrustStore, type MutualAuthentication,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { IConstruct } from 'constructs';
import { guardFactories, placeProblems, resourceOf, whereaboutsOf, type Problem } from '../core';

/** How client certificates are checked. */
export interface MutualTlsOptions {
  /**
   * Whether certificates that have expired pass.
   *
   * @default false - a certificate that has expired may be anybody's
   */
  readonly ignoreExpiry?: boolean;

  /**
   * Whether clients are told which authorities the load balancer trusts, so that they can choose a certificate.
   *
   * @default false - nobody learns whom you trust
   */
  readonly advertiseAuthorities?: boolean;
}

/**
 * Certificates of clients, for callers that are machines. Health checks need none. A client without a good certificate
 * sees a connection that is reset, and no status of HTTP.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/mutual-authentication.html
 *
 * @example
 * const bucket = s3.Bucket.fromBucketName(this, 'Authorities', 'our-authorities');
 * const trustStore = new elbv2.TrustStore(this, 'Partners', { bucket, key: 'partners.pem', version: 'v1' });
 * const partners = Ingress.https({
 *   domainName: 'partners.example.com', hostedZone,
 *   tls: { mutualTls: MutualTls.verify(trustStore) },
 * });
 */
export class MutualTls {
  /**
   * The load balancer lets clients in whose certificate an authority of the trust store has signed.
   *
   * AWS takes two such listeners for each load balancer. Give the trust store the `version` of its object in S3:
   * without one a new bundle is no change, which is a warning.
   *
   * @param trustStore in the Region of the load balancer; another account may share it
   * @param options what passes
   */
  public static verify(trustStore: ITrustStore, options: MutualTlsOptions = {}): MutualTls {
    return new MutualTls(verify(trustStore, options));
  }

  /**
   * The load balancer asks for a certificate and checks nothing: the application does, with the header
   * `X-Amzn-Mtls-Clientcert`.
   */
  public static passthrough(): MutualTls {
    return new MutualTls({
      isVerified: false, problems: () => [],
      render: () => ({ mutualAuthenticationMode: MutualAuthenticationMode.PASS_THROUGH }),
    });
  }

  /**
   * No certificates of clients, on a load balancer that had them before. AWS keeps the trust store of a listener that
   * is not told so, and the trust store can then not be deleted.
   */
  public static off(): MutualTls {
    return new MutualTls({
      isVerified: false, problems: () => [], render: () => ({ mutualAuthenticationMode: MutualAuthenticationMode.OFF }),
    });
  }

  private constructor(/** @internal */ public readonly _variant: MutualTlsVariant) {}
}

guardFactories(MutualTls);

/** What the ways to treat client certificates differ in. */
export interface MutualTlsVariant {
  /** Whether the load balancer checks certificates itself, which it does on few listeners only. */
  readonly isVerified: boolean;
  problems(prop: string, scope: IConstruct): Problem[];
  /** @param scope the construct that a warning is for */
  render(scope: IConstruct): MutualAuthentication;
}

function verify(trustStore: ITrustStore, options: MutualTlsOptions): MutualTlsVariant {
  return {
    isVerified: true,
    problems: (prop, scope) => placeProblems(scope, {
      prop: `${prop}.trustStore`, thing: trustStore, is: whereaboutsOf(trustStore, trustStore.trustStoreArn),
      advice: 'a load balancer uses trust stores of its own Region',
    }),
    render: (scope) => {
      warnOfVersion(scope, trustStore);
      return {
        mutualAuthenticationMode: MutualAuthenticationMode.VERIFY,
        trustStore,
        ignoreClientCertificateExpiry: options.ignoreExpiry ?? false,
        advertiseTrustStoreCaNames: options.advertiseAuthorities ?? false,
      };
    },
  };
}

function warnOfVersion(scope: IConstruct, trustStore: ITrustStore): void {
  const resource = resourceOf<CfnTrustStore>(trustStore, CfnTrustStore.CFN_RESOURCE_TYPE_NAME);
  if (!resource || resource.caCertificatesBundleS3ObjectVersion !== undefined) return;
  Annotations.of(scope).addWarningV2('cdk-elastic-web:trustStoreVersion',
    `${trustStore.node.path} has no "version": CloudFormation does not see a new bundle of certificates in S3, and the `
    + 'load balancer keeps the old one.');
}
