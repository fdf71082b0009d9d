// what belongs here: the table of props of a network, its endpoints or a repository of images that are wrong by
// themselves, each mistake once, with the whole message of the construct; and the props that pass as tokens. What is
// accepted, more values at the limits of a rule, and rules that look at the network or the profile stand in
// test/network and test/fargate-service/image.
import { CfnParameter, Duration, Fn, Lazy, RemovalPolicy, type Stack } from 'aws-cdk-lib';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { AwsService, ImageRepository, Nat, Network, type ImageRepositoryProps, type NetworkProps } from '../../../src';
import { acceptsTokens, rejects, type BadInput, type Place } from '../../support/bad-input';

const network = (props: NetworkProps) => ({ stack }: Place) => new Network(stack, 'Network', props);
const images = (props: ImageRepositoryProps) => ({ stack }: Place) => new ImageRepository(stack, 'Images', props);
const number = (stack: Stack) => new CfnParameter(stack, 'Later', { type: 'Number' }).valueAsNumber;

const ROWS: readonly BadInput[] = [
  ['one zone', network({ availabilityZones: 1 }), 'Stack/Network (Network)',
    '"availabilityZones" must be an integer from 2 to 5, got 1'],
  ['six zones', network({ availabilityZones: 6 }), 'Stack/Network (Network)',
    '"availabilityZones" must be an integer from 2 to 5, got 6'],
  ['zones that are no number', network({ availabilityZones: NaN }), 'Stack/Network (Network)',
    '"availabilityZones" must be an integer from 2 to 5, got NaN'],
  ['two zones and a half', network({ availabilityZones: 2.5 }), 'Stack/Network (Network)',
    '"availabilityZones" must be an integer from 2 to 5, got 2.5'],
  [
    'zones known at deployment only',
    (place) =>
      network({ availabilityZones: new CfnParameter(place.stack, 'Later', { type: 'Number' }).valueAsNumber })(place),
    'Stack/Network (Network)',
    '"availabilityZones" must be known at synthesis, got a value that is known at deployment only',
  ],
  ['a network that is too large', network({ cidr: '10.0.0.0/15' }), 'Stack/Network (Network)',
    '"cidr" must be an IPv4 network such as 10.0.0.0/16 with a prefix from /16 to /24, got "10.0.0.0/15"'],
  ['a network that is too small', network({ cidr: '10.0.0.0/25' }), 'Stack/Network (Network)',
    '"cidr" must be an IPv4 network such as 10.0.0.0/16 with a prefix from /16 to /24, got "10.0.0.0/25"'],
  ['a network with host bits', network({ cidr: '10.0.0.7/16' }), 'Stack/Network (Network)',
    '"cidr" must be an IPv4 network such as 10.0.0.0/16 with a prefix from /16 to /24, got "10.0.0.7/16": the network '
    + 'address is 10.0.0.0/16'],
  ['an octet above 255', network({ cidr: '10.0.0.300/24' }), 'Stack/Network (Network)',
    '"cidr" must be an IPv4 network such as 10.0.0.0/16 with a prefix from /16 to /24, got "10.0.0.300/24"'],
  ['a network without a prefix', network({ cidr: '10.0.0.0' }), 'Stack/Network (Network)',
    '"cidr" must be an IPv4 network such as 10.0.0.0/16 with a prefix from /16 to /24, got "10.0.0.0"'],
  ['a network with a line end', network({ cidr: '10.0.0.0/16\n' }), 'Stack/Network (Network)',
    '"cidr" must be an IPv4 network such as 10.0.0.0/16 with a prefix from /16 to /24, got "10.0.0.0/16\\n"'],
  ['a network of IPv6', network({ cidr: '2001:db8::/32' }), 'Stack/Network (Network)',
    '"cidr" must be an IPv4 network such as 10.0.0.0/16 with a prefix from /16 to /24, got "2001:db8::/32"'],
  ['an empty network', network({ cidr: '' }), 'Stack/Network (Network)',
    '"cidr" must be an IPv4 network such as 10.0.0.0/16 with a prefix from /16 to /24, got ""'],
  ...['0.0.0.0/16', '127.0.0.0/16', '169.254.0.0/16', '224.0.0.0/16', '255.255.0.0/16'].map((cidr): BadInput => [
    `${cidr}, which no host can have`, network({ cidr }), 'Stack/Network (Network)',
    `"cidr" must lie outside of 0.0.0.0/8, 127.0.0.0/8, 169.254.0.0/16 and 224.0.0.0/3, got "${cidr}": hosts `
    + 'cannot have those addresses',
  ]),
  [
    'a network that is lazy', network({ cidr: Lazy.string({ produce: () => '10.0.0.0/16' }) }),
    'Stack/Network (Network)', '"cidr" must be known at synthesis, got a value that is known at deployment only',
  ],
  ['a network known at deployment only', network({ cidr: Fn.importValue('Cidr') }), 'Stack/Network (Network)',
    '"cidr" must be known at synthesis, got a value that is known at deployment only'],
  ...[0, 42, NaN].map((retention): BadInput => [
    `flow logs of ${retention} days`, network({ flowLogRetention: retention as RetentionDays }),
    'Stack/Network (Network)',
    '"flowLogRetention" must be one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, '
    + `2192, 2557, 2922, 3288, 3653, 9999, got ${retention}: days that CloudWatch Logs offers; 9999 stands for ever`,
  ]),
  [
    'several problems of a network', network({ cidr: '10.0.0.0', availabilityZones: 0, nat: Nat.none() }),
    'Stack/Network (Network)',
    '"cidr" must be an IPv4 network such as 10.0.0.0/16 with a prefix from /16 to /24, got "10.0.0.0"',
    '"availabilityZones" must be an integer from 2 to 5, got 0',
  ],
  [
    'endpoints without a name', ({ vpc }) => Network.declareEndpoints(vpc, [AwsService.S3, AwsService.of('')]),
    'Stack/Vpc (Network.declareEndpoints)',
    '"services[1]" must be the name of a VPC endpoint service without its region, such as "ecr.api", got ""',
  ],
  [
    'an endpoint with its region', ({ vpc }) => Network.declareEndpoints(vpc, [AwsService.of('S3.Eu')]),
    'Stack/Vpc (Network.declareEndpoints)',
    '"services[0]" must be the name of a VPC endpoint service without its region, such as "ecr.api", got "S3.Eu"',
  ],
  ['no images at all', images({ keepImages: 0 }), 'Stack/Images (ImageRepository)',
    '"keepImages" must be an integer from 1 to 1000, got 0'],
  ['more images than a repository holds', images({ keepImages: 1001 }), 'Stack/Images (ImageRepository)',
    '"keepImages" must be an integer from 1 to 1000, got 1001'],
  ['half an image', images({ keepImages: 1.5 }), 'Stack/Images (ImageRepository)',
    '"keepImages" must be an integer from 1 to 1000, got 1.5'],
  ['untagged images of no day', images({ untaggedExpiry: Duration.hours(0) }), 'Stack/Images (ImageRepository)',
    '"untaggedExpiry" must be whole days from 1 to 365, got 0 seconds'],
  ['untagged images of 36 hours', images({ untaggedExpiry: Duration.hours(36) }), 'Stack/Images (ImageRepository)',
    '"untaggedExpiry" must be whole days from 1 to 365, got 1 day 12 hours'],
  [
    'untagged images of more than a year', images({ untaggedExpiry: Duration.days(366) }),
    'Stack/Images (ImageRepository)', '"untaggedExpiry" must be whole days from 1 to 365, got 366 days',
  ],
  ['a snapshot of images', images({ removalPolicy: RemovalPolicy.SNAPSHOT }), 'Stack/Images (ImageRepository)',
    '"removalPolicy" must be one of destroy, retain, retain-on-update-or-delete, got "snapshot": Amazon ECR makes no '
    + 'snapshots'],
  [
    'several problems of a repository', images({ keepImages: -1, untaggedExpiry: Duration.days(0) }),
    'Stack/Images (ImageRepository)', '"keepImages" must be an integer from 1 to 1000, got -1',
    '"untaggedExpiry" must be whole days from 1 to 365, got 0 seconds',
  ],
];

describe('a network or a repository', () => {
  rejects(ROWS, 34);

  acceptsTokens([
    ['retention of flow logs', (place) => network({ flowLogRetention: number(place.stack) })(place)],
  ]);
});
