import { Tokenization } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-ecs';
import { ValkeyCache } from '../../cache';
import { contradiction, inWords, secretFieldProblems, secretPlaceProblems, text, type Problem } from '../../core';
import { allowAccess, warnOfOtherVpc } from '../../backend';
import { otherRegionProblems } from '../../network';
import { ScrapedProgram } from '../../signal';
import { imageOf, imageProblems } from '../setup/images';
import type { RedisExporterOptions } from './exporter-options';
import { createExporter, sourceOf } from './exporter-service';
import type { ExporterVariant } from './exporter-variant';

const PORT = 9121;
const FIELDS = ['username', 'password'];
/** Keys that fit into a list with commas. */
const STREAM = /[^,\s]+/;

/** `Exporter.redis`. */
export function redisExporter(cache: ValkeyCache, options: RedisExporterOptions): ExporterVariant {
  const image = imageOf('redisExporter', options.image);
  return {
    kind: 'Redis',
    subject: cache,
    problems: (prop, scope, vpc) => [
      ...cacheProblems(`${prop}.cache`, cache),
      ...options.size?._problems(`${prop}.size`) ?? [],
      ...streamProblems(`${prop}.streams`, cache, options),
      ...options.login
        ? [
            ...secretFieldProblems(`${prop}.login`, options.login, FIELDS),
            ...secretPlaceProblems(scope, `${prop}.login`, options.login.secretArn),
            ...otherRegionProblems(scope, vpc, [[`${prop}.login`, options.login.secretArn]]),
          ]
        : [],
      ...imageProblems(prop, { image }, scope, vpc),
    ],
    bind: (scope, spec) => {
      const service = createExporter(scope, spec, {
        ...options, image, port: PORT, command: commandOf(cache, options), secrets: secretsOf(cache, options),
      });
      warnOfOtherVpc(service, 'exporter', spec.vpc, cache);
      allowAccess(service.securityGroup, cache, 'Exporter of the cache');
      service.service.node.addDependency(cache);
      return sourceOf(service, PORT, ScrapedProgram.REDIS_EXPORTER, cache);
    },
  };
}

function cacheProblems(prop: string, cache: ValkeyCache): Problem[] {
  return contradiction(!(cache instanceof ValkeyCache), {
    prop, must: 'be a ValkeyCache', got: inWords('something else'),
  });
}

function streamProblems(prop: string, cache: ValkeyCache, { streams = [] }: RedisExporterOptions): Problem[] {
  return [
    ...streams.flatMap((stream, i) => text(`${prop}[${i}]`, stream, STREAM, 'be a key without blanks and commas')),
    ...contradiction(streams.length > 0 && cache instanceof ValkeyCache && cache._isSharded, {
      prop, must: 'be left out for a cache in cluster mode', got: streams,
      advice: 'the exporter asks one node, which need not have them',
    }),
  ];
}

function commandOf(cache: ValkeyCache, { streams = [] }: RedisExporterOptions): string[] {
  return [
    `--redis.addr=rediss://${cache.host}:${Tokenization.stringifyNumber(cache.backendPort)}`,
    `--web.listen-address=0.0.0.0:${PORT}`,
    // the name that the default of the exporter sets takes a right that users need not have.
    '--set-client-name=false',
    // ElastiCache knows no CONFIG.
    '--config-command=-',
    // by their keys: to look for patterns, the exporter would walk through all keys each time.
    ...streams.length > 0 ? [`--check-single-streams=${streams.join(',')}`] : [],
  ];
}

function secretsOf(cache: ValkeyCache, options: RedisExporterOptions): { [name: string]: Secret } {
  const login = options.login ?? cache._users?.metricsLogin(options.streams ?? []);
  return {
    ...login && { REDIS_USER: Secret.fromSecretsManager(login, 'username') },
    REDIS_PASSWORD: Secret.fromSecretsManager(login ?? cache.secret, 'password'),
  };
}
