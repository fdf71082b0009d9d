import { Arn, ArnFormat, Stack } from 'aws-cdk-lib';
import { Certificate, CertificateValidation, type ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import { SslPolicy } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { Construct } from 'constructs';
import { contradiction, isKnown, text, type Problem } from '../core';
import { domainProblems, type DomainOptions } from './domain';
import type { PropNames } from './prop-names';

/** What a load balancer needs to speak HTTPS. */
export interface TlsOptions extends DomainOptions {
  /**
   * Certificate of AWS Certificate Manager, in the Region of the load balancer.
   *
   * Rejected if it is known to be in another Region.
   *
   * @default - one for `domainName`, proved through `hostedZone`; an error if those are not given either
   */
  readonly certificate?: ICertificate;

  /**
   * Protocols and ciphers that clients may use.
   *
   * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html
   * @default SslPolicy.TLS13_12_PQ - TLS 1.2 and 1.3, with post-quantum key exchange for clients that can
   */
  readonly sslPolicy?: SslPolicy;

  /**
   * Whether port 80 answers with a redirect to HTTPS.
   *
   * Rejected when the load balancer itself listens on port 80.
   *
   * @default - by profile: true; false in regulated, because auditors count an open port 80 as unencrypted
   */
  readonly redirectHttp?: boolean;
}

export const DEFAULT_SSL_POLICY = SslPolicy.TLS13_12_PQ;

export function tlsProblems(at: PropNames, options: TlsOptions): Problem[] {
  const { certificate, domainName, hostedZone } = options;
  return [
    ...contradiction(certificate === undefined && (domainName === undefined && hostedZone === undefined), {
      prop: at('certificate'), must: 'be given, or "domainName" and "hostedZone" to make one', got: certificate,
      advice: 'HTTPS needs a certificate; plain HTTP, with Ingress.http or with "protocol", needs none',
    }),
    ...contradiction(certificate === undefined && domainName !== undefined && hostedZone === undefined, {
      prop: at('hostedZone'), must: 'be given with "domainName", unless "certificate" is', got: hostedZone,
      advice: 'the certificate is proved through a record in the zone',
    }),
    ...domainProblems(at, options),
    ...certificate === undefined ? certifiableProblems(at, options) : [],
    ...text(
      at('sslPolicy'), options.sslPolicy, /ELBSecurityPolicy-[A-Za-z0-9-]+/,
      'be the name of a security policy such as "ELBSecurityPolicy-TLS13-1-2-2021-06"',
    ),
  ];
}

/**
 * AWS Certificate Manager accepts fewer names than DNS.
 *
 * @see https://docs.aws.amazon.com/acm/latest/APIReference/API_RequestCertificate.html
 */
export function certifiableProblems(at: PropNames, { domainName }: DomainOptions): Problem[] {
  return text(
    at('domainName'), domainName, /[^_]{0,64}/,
    'have at most 64 characters and no "_" where a certificate is made for it', 'or give "certificate"',
  );
}

/** A certificate works only with load balancers of its own Region. */
export function certificateRegionProblems(
  prop: string, certificate: ICertificate | undefined, region: string, reason: string,
): Problem[] {
  const got = certificate === undefined ? undefined : regionOf(certificate);
  return contradiction(isKnown(got) && isKnown(region) && got !== region, {
    prop, must: `be in ${region}`, got, advice: reason,
  });
}

/** The certificate that was given, or one for the domain name. */
export function certificateFor(scope: Construct, options: TlsOptions): ICertificate {
  return options.certificate ?? new Certificate(scope, 'Certificate', {
    domainName: options.domainName!,
    validation: CertificateValidation.fromDns(options.hostedZone),
  });
}

function regionOf(certificate: ICertificate): string | undefined {
  const arn = certificate.certificateArn;
  if (isKnown(arn)) return Arn.split(arn, ArnFormat.SLASH_RESOURCE_NAME).region;
  // other classes may make the certificate in a Region that is not their stack's.
  return certificate instanceof Certificate ? Stack.of(certificate).region : undefined;
}
