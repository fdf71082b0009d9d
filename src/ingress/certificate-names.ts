import { Annotations } from 'aws-cdk-lib';
import { CfnCertificate, type ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import type { IApplicationListener } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { Construct } from 'constructs';
import { isKnown, Mark, resourceOf } from '../core';
import { isServedBy } from './domain';

/** The certificates that the library gave to a listener so far. */
const CERTIFICATES = new Mark<ICertificate[]>('listener-certificates');

/** Notes that a listener has a certificate. */
export function noteCertificate(listener: IApplicationListener, certificate: ICertificate | undefined): void {
  if (certificate) CERTIFICATES.set(listener, [...CERTIFICATES.get(listener) ?? [], certificate]);
}

/**
 * Browsers refuse a host that no certificate is for. An imported certificate does not say its names, so it may be for
 * any host.
 *
 * @param hosts that the rule of the service takes
 */
export function warnOfUncertifiedHosts(
  service: Construct, listener: IApplicationListener, hosts: readonly string[],
): void {
  const names = (CERTIFICATES.get(listener) ?? []).map(namesOf);
  if (names.some((known) => known === undefined)) return;
  const wrong = hosts.filter((host) => isKnown(host) && !names.flat().some((name) => isServedBy(name!, host)));
  if (wrong.length === 0) return;
  Annotations.of(service).addWarningV2('cdk-elastic-web:uncertifiedHost',
    `No certificate that is known for the listener ${listener.node.path} is for ${wrong.join(', ')}, and browsers will `
    + 'refuse it: give "domainName" and "hostedZone" to make one, or "certificate". The listener may get one '
    + 'elsewhere.');
}

/** The names that a certificate of the app is for; nothing where they are not known. */
export function namesOf(certificate: ICertificate): string[] | undefined {
  const resource = resourceOf<CfnCertificate>(certificate, CfnCertificate.CFN_RESOURCE_TYPE_NAME);
  const names = resource && [resource.domainName, ...resource.subjectAlternativeNames ?? []];
  return isKnown(names) ? names : undefined;
}
