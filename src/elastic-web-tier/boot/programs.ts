import type { BootFile } from './script';

/** Folder of the library's programs on an instance. */
export const HOME = '/opt/web';
/** Folder of the environment: in memory, readable by root only, gone when the application stops. */
export const RUNTIME = '/run/web';
/** File that the application's output goes to. */
export const LOG = '/var/log/web/app.log';

/** A bash program below `HOME`. */
export function program(name: string, lines: readonly string[]): BootFile {
  return {
    path: `${HOME}/${name}`, mode: '0755', content: ['#!/bin/bash', 'set -euo pipefail', ...lines].join('\n'),
  };
}

/** Asks the instance metadata service, in version 2. */
export function metadataProgram(): BootFile {
  const service = 'http://169.254.169.254/latest';
  return program('metadata', [
    `token=$(curl -fsS --retry 5 -X PUT -H 'X-aws-ec2-metadata-token-ttl-seconds: 60' ${service}/api/token)`,
    `curl -fsS --retry 5 -H "X-aws-ec2-metadata-token: $token" "${service}/meta-data/$1"`,
  ]);
}
