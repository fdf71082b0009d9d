import { Tokenization } from 'aws-cdk-lib';

/**
 * Stands in for the application while its repository is empty.
 *
 * A stock image with a program on its command line needs no build. It answers every path with 200, so that any health
 * check path passes; writes no file, so that a read-only file system does not matter; and ends on SIGTERM, so that its
 * replacement is quick.
 */
export const BOOTSTRAP_IMAGE = 'public.ecr.aws/docker/library/node:22.12.0-alpine3.20';

const PROGRAM = [
  "process.on('SIGTERM', () => process.exit(0));",
  'const [, port, text] = process.argv;',
  "require('http').createServer((_, response) => response.end(text)).listen(Number(port), '0.0.0.0');",
].join(' ');

/** The command of the bootstrap container, which serves the port of the service. */
export function bootstrapCommand(port: number): string[] {
  return [
    'node', '-e', PROGRAM, Tokenization.stringifyNumber(port), 'The service is deployed and waits for its first image.',
  ];
}
