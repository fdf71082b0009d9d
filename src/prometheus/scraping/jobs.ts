import { Arn, ArnFormat, Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { DiscoveryWriter } from '../../signal';
import type { Discovery, ScrapeJob } from '../content';
import { jobNameOf, nameOf, type FoundSource } from './sources';

/** The job of each source, as Prometheus has it. */
export function jobsOf(scope: IConstruct, found: readonly FoundSource[]): ScrapeJob[] {
  return found.map(({ source, subject }) => ({
    name: jobNameOf(nameOf(subject), source.name),
    subject: nameOf(subject),
    kind: source.program ?? 'application',
    port: source.port,
    path: source.path,
    http: source.http && {
      requests: source.http.requests, status: source.http.statusLabel, duration: source.http.duration,
    },
    discovery: source.discovery._variant.bind(writerIn(scope)),
  }));
}

/** Ways to find a source, in the words of Prometheus. */
function writerIn(scope: IConstruct): DiscoveryWriter<Discovery> {
  return {
    ecsService: (clusterName, serviceName) => ({
      kind: 'ecs', clusterArn: clusterArnOf(scope, clusterName), serviceName,
    }),
    ec2Tag: (tagKey, tagValue) => ({ kind: 'ec2', tagKey, tagValue }),
    addresses: (hosts) => ({ kind: 'static', hosts }),
  };
}

/** A cluster is in the Region of whoever asks it. */
export function clusterArnOf(scope: IConstruct, clusterName: string): string {
  return Arn.format({
    service: 'ecs', resource: 'cluster', resourceName: clusterName, arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
  }, Stack.of(scope));
}
