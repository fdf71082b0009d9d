import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import { contradiction, inWords, type Problem } from '../../core';
import { imagePlaceProblems, ServiceImage } from '../../fargate-service';
import { hasInternetEgress } from '../../network';

/**
 * The programs that the library runs, each in one exact version, all in this table.
 *
 * `docs/prometheus.md` says how to move to another version: the props take any image, also by digest or from a
 * repository of yours.
 */
export const IMAGES = {
  prometheus: 'quay.io/prometheus/prometheus:v3.15.0',
  alertmanager: 'quay.io/prometheus/alertmanager:v0.34.1',
  blackboxExporter: 'quay.io/prometheus/blackbox-exporter:v0.28.0',
  // the last line that signs requests to Amazon Managed Service for Prometheus without a plugin.
  grafana: 'docker.io/grafana/grafana:12.4.4',
  configuration: 'public.ecr.aws/aws-cli/aws-cli:2.37.1',
  redisExporter: 'quay.io/oliver006/redis_exporter:v1.86.0',
  postgresExporter: 'quay.io/prometheuscommunity/postgres-exporter:v0.19.1',
  postgresClient: 'public.ecr.aws/docker/library/postgres:17.6-alpine',
} as const;

/** A program of the table, unless the user has an image of it. */
export function imageOf(program: keyof typeof IMAGES, given: ServiceImage | undefined): ServiceImage {
  return given ?? ServiceImage.fromRegistry(IMAGES[program]);
}

/** Images that cannot be pulled. */
export function imageProblems(
  prop: string, images: { readonly [name: string]: ServiceImage }, scope: Construct, vpc: IVpc,
): Problem[] {
  return Object.entries(images).flatMap(([name, image]) => [
    ...imagePlaceProblems(scope, vpc, [[`${prop}.${name}`, image]]),
    ...ownImageProblems(`${prop}.${name}`, image, scope, vpc),
  ]);
}

function ownImageProblems(prop: string, { _variant }: ServiceImage, scope: Construct, vpc: IVpc): Problem[] {
  return [
    ..._variant.problems(prop, scope),
    ...contradiction(_variant.isManaged, {
      prop, must: 'come from a repository that exists',
      got: inWords('ServiceImage.managedRepository'), advice: 'use ServiceImage.fromRepository',
    }),
    ...contradiction(_variant.isPublic && !hasInternetEgress(vpc), {
      prop, must: 'come from a private ECR repository in a VPC without a way to the internet',
      got: inWords('one of a public registry'),
      advice: 'copy it to a repository of yours and use ServiceImage.fromRepository, or give the VPC a NAT gateway',
    }),
  ];
}

/** Users that the programs run as, by number, as their images have them. */
export const USERS = { nobody: '65534:65534', grafana: '472:0' } as const;
