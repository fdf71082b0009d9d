import { Stack } from 'aws-cdk-lib';
import { Certificate, CertificateValidation, type ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import { SslPolicy } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { Construct, IConstruct } from 'constructs';
import {
  contradiction, isKnown, placeProblems, relation, text, whereaboutsOf, type Problem,
} from '../core';
import { domainProblems, isPrivateZone, zonePlaceProblems, type DomainOptions } from './domain';
import type { MutualTls } from './mutual-tls';
import type { PropNames } from './prop-names';

/** How a load balancer speaks TLS with its clients. */
export interface TlsOptions {
  /**
   * Protocols and ciphers that clients may use.
   *
   * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html
   * @default SslPolicy.TLS13_12_PQ - TLS 1.2 and 1.3, with post-quantum key exchange for clients that can
   */
  readonly sslPolicy?: SslPolicy;

  /**
   * Certificates of clients. Rejected behind `contentDelivery`, because CloudFront shows none, and on more than two
   * listeners that verify.
   *
   * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html
   * @default - none are asked for
   */
  readonly mutualTls?: MutualTls;

  /**
   * Whether port 80 answers with a redirect to HTTPS.
   *
   * Rejected when the load balancer itself listens on port 80.
   *
   * @default - by profile: true; false in regulated, because auditors count an open port 80 as unencrypted
   */
  readonly redirectHttp?: boolean;
}

/** What a load balancer needs to speak HTTPS. */
export interface HttpsOptions extends DomainOptions {
  /**
   * Certificate of AWS Certificate Manager, in the Region of the load balancer.
   *
   * Rejected if it is known to be in another Region or account.
   *
   * @default - one for `domainName`, proved through `hostedZone`; an error if those are not given either
   */
  readonly certificate?: ICertificate;

  /**
   * Ciphers, certificates of clients, and what port 80 answers.
   *
   * @default - the defaults of `TlsOptions`: TLS 1.2 and 1.3, no certificates of clients, a redirect by profile
   */
  readonly tls?: TlsOptions;
}

export const DEFAULT_SSL_POLICY = SslPolicy.TLS13_12_PQ;

/** The ARN of a certificate, which may hold tokens. */
const CERTIFICATE = /^arn:.*:(?:acm:.*:certificate|iam:.*:server-certificate)\//;

/** AWS names a policy for good, and seldom adds one: the CDK has the whole list. */
const POLICIES: readonly string[] = Object.values(SslPolicy);

/** @param plain how to get plain HTTP */
export function tlsProblems(at: PropNames, scope: IConstruct, options: HttpsOptions, plain: string): Problem[] {
  const { certificate, domainName, hostedZone } = options;
  const { sslPolicy, mutualTls } = options.tls ?? {};
  return [
    ...contradiction(certificate === undefined && (domainName === undefined && hostedZone === undefined), {
      prop: at('certificate'), must: 'be given, or "domainName" and "hostedZone" to make one', got: certificate,
      advice: `HTTPS needs a certificate; plain HTTP, with ${plain}, needs none`,
    }),
    ...contradiction(certificate === undefined && domainName !== undefined && hostedZone === undefined, {
      prop: at('hostedZone'), must: 'be given with "domainName", unless "certificate" is', got: hostedZone,
      advice: 'the certificate is proved through a record in the zone',
    }),
    ...domainProblems(at, options),
    ...zonePlaceProblems(at, scope, options),
    ...certificate === undefined ? certifiableProblems(at, options) : [],
    ...mutualTls?._variant.problems(at('tls.mutualTls'), scope) ?? [],
    ...relation(
      {
        prop: at('tls.sslPolicy'), must: `be the name of a security policy such as "${SslPolicy.RECOMMENDED_TLS}"`,
        got: sslPolicy,
      },
      [sslPolicy], () => POLICIES.includes(sslPolicy!),
    ),
  ];
}

/**
 * AWS Certificate Manager accepts fewer names than DNS, and asks the public DNS for the proof.
 *
 * @see https://docs.aws.amazon.com/acm/latest/APIReference/API_RequestCertificate.html
 * @see https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html
 */
export function certifiableProblems(at: PropNames, { domainName, hostedZone }: DomainOptions): Problem[] {
  return [
    ...text(
      at('domainName'), domainName, /[^_]{0,64}/,
      'have at most 64 characters and no "_" where a certificate is made for it', 'or give "certificate"',
    ),
    ...contradiction(isPrivateZone(hostedZone), {
      prop: at('certificate'), must: 'be given with a private zone', got: undefined,
      advice: `no certificate can be proved in ${hostedZone?.node?.path}, because the internet does not see its `
        + 'records',
    }),
  ];
}

/** A load balancer takes certificates of its own Region and account. */
export function certificatePlaceProblems(
  prop: string, certificate: ICertificate | undefined, loadBalancer: IConstruct,
): Problem[] {
  if (certificate === undefined) return [];
  if (certificate?.certificateArn === undefined) {
    return [{ prop, must: 'be a certificate', got: certificate, advice: 'Certificate.fromCertificateArn imports one' }];
  }
  const { certificateArn } = certificate;
  if (isKnown(certificateArn) && !CERTIFICATE.test(certificateArn)) {
    return [{ prop, must: 'be a certificate of AWS Certificate Manager or IAM', got: certificateArn }];
  }
  const advice = 'the certificate has to be in the Region of the load balancer';
  const elsewhere = certificateRegionProblems(prop, certificate, Stack.of(loadBalancer).region, advice);
  if (elsewhere.length > 0) return elsewhere;
  return placeProblems(loadBalancer, {
    prop, thing: certificate, is: whereaboutsOf(certificate, certificate.certificateArn), sameAccount: true,
    advice: 'a load balancer takes certificates of its own account only',
  });
}

/** A certificate works only in its own Region. */
export function certificateRegionProblems(
  prop: string, certificate: ICertificate | undefined, region: string, reason: string,
): Problem[] {
  const got = certificate?.certificateArn === undefined
    ? undefined
    : whereaboutsOf(certificate, certificate.certificateArn).region;
  return contradiction(isKnown(got) && isKnown(region) && got !== region, {
    prop, must: `be in ${region}`, got, advice: reason,
  });
}

/** The certificate that was given, or one for the domain name. */
export function certificateFor(scope: Construct, options: HttpsOptions): ICertificate {
  return options.certificate ?? new Certificate(scope, 'Certificate', {
    domainName: options.domainName!,
    validation: CertificateValidation.fromDns(options.hostedZone),
  });
}
