import { App, Duration, Fn, SecretValue, Size, Stack, Stage, Token } from 'aws-cdk-lib';
import { SecurityGroup, Subnet, Vpc } from 'aws-cdk-lib/aws-ec2';
import { Role } from 'aws-cdk-lib/aws-iam';
import { Alias, Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import {
  choiceProblems, consoleDomainOf, secretContentOf, days, duration, encryptionKeyProblems, gibibytes,
  groupsOfVpcProblems, identityOf, isSameVpc, placeProblems, Register, secretFieldProblems, subnetsOfVpcProblems,
  vpcShapeProblems, whereaboutsOf,
} from '../../src/core';
import { CapacityRange, Nat, Network } from '../../src';
import { rendered } from '../support/templates';

const EU = { account: '111122223333', region: 'eu-west-1' };
const US = { account: '444455556666', region: 'us-east-1' };

function stacks(): { app: App; eu: Stack; us: Stack; anywhere: Stack } {
  const app = new App();
  return {
    app, eu: new Stack(app, 'Eu', { env: EU }), us: new Stack(app, 'Us', { env: US }),
    anywhere: new Stack(app, 'Anywhere'),
  };
}
const importedVpc = (scope: Construct, vpcId: string, id = vpcId, region?: string) =>
  Vpc.fromVpcAttributes(scope, id, { vpcId, region, availabilityZones: ['a'], privateSubnetIds: [`${vpcId}-subnet`] });

describe('where a resource is', () => {
  test('is what its ARN says, whatever stack imports it', () => {
    const { eu } = stacks();
    const topic = Topic.fromTopicArn(eu, 'Topic', 'arn:aws:sns:us-east-1:444455556666:orders');

    expect(whereaboutsOf(topic, topic.topicArn)).toEqual({ ...US, partition: 'aws' });
  });

  test('is where its stack is, if the app makes it', () => {
    const { us } = stacks();
    const topic = new Topic(us, 'Topic');
    const { made, ...where } = whereaboutsOf(topic, topic.topicArn);

    expect(where).toEqual(US);
    expect(made).toBe(topic);
  });

  test('is not known of a name that a stack imports', () => {
    const { eu } = stacks();
    const bucket = Bucket.fromBucketName(eu, 'Bucket', 'logs');

    expect(whereaboutsOf(bucket, bucket.bucketArn)).toEqual({});
  });

  test('is what the user says of an import', () => {
    const { eu } = stacks();
    const bucket = Bucket.fromBucketAttributes(eu, 'Bucket', { bucketName: 'logs', region: 'us-east-1' });

    expect(whereaboutsOf(bucket, bucket.bucketArn).region).toBe('us-east-1');
  });

  test('is not known of a stack without an environment', () => {
    const { anywhere } = stacks();

    expect(whereaboutsOf(new Topic(anywhere, 'Topic')).region).toBeUndefined();
  });

  test('can be an account without a Region', () => {
    const { eu } = stacks();
    const role = Role.fromRoleArn(eu, 'Role', 'arn:aws-cn:iam::444455556666:role/reader');

    expect(whereaboutsOf(role, role.roleArn)).toEqual({ partition: 'aws-cn', account: US.account, region: undefined });
  });

  test.each([
    ['another Region', 'arn:aws:sns:us-east-1:111122223333:t', false, ['"topic" must be in the Region eu-west-1 of '
      + 'the stack, got one in us-east-1: why']],
    ['another account', 'arn:aws:sns:eu-west-1:444455556666:t', true, ['"topic" must be in the account 111122223333 of '
      + 'the stack, got one in 444455556666: why']],
    ['another partition', 'arn:aws-cn:sns:eu-west-1:111122223333:t', true, ['"topic" must be in the partition aws of '
      + 'the stack, got one in aws-cn: why']],
    ['another account, where that works', 'arn:aws:sns:eu-west-1:444455556666:t', false, []],
    ['the same place', 'arn:aws:sns:eu-west-1:111122223333:t', true, []],
  ])('is compared with the stack: %s', (_, arn, sameAccount, problems) => {
    const { eu } = stacks();
    const topic = Topic.fromTopicArn(eu, 'Topic', arn);

    expect(rendered(placeProblems(eu, {
      prop: 'topic', is: whereaboutsOf(topic, arn), sameAccount, advice: 'why',
    }))).toEqual(problems);
  });

  test('is no Region to compare with in a stack without an environment, and the CDK cannot compare it either', () => {
    const { anywhere, us } = stacks();

    expect(placeProblems(anywhere, { prop: 'topic', is: US, advice: '' })).toEqual([]);
    expect(rendered(placeProblems(anywhere, {
      prop: 'topic', is: whereaboutsOf(new Topic(us, 'Topic')), advice: '',
    }))).toEqual(['"topic" must be made in a stack that names no account, or imported, got Us/Topic of Us: the CDK '
      + 'cannot tell if it is the account of Anywhere: give both stacks the same "env"']);
  });
});

test.each([
  ['eu-west-1', 'console.aws.amazon.com'], ['cn-north-1', 'console.amazonaws.cn'],
  ['us-gov-west-1', 'console.amazonaws-us-gov.com'], ['eusc-de-east-1', 'console.amazonaws-eusc.eu'],
])('people find the console of %s at %s', (region, domain) => {
  expect(consoleDomainOf(region)).toBe(domain);
});

describe('two VPCs', () => {
  test('that the app makes differ', () => {
    const { eu } = stacks();

    expect(isSameVpc(new Vpc(eu, 'One'), new Vpc(eu, 'Two'))).toBe(false);
  });

  test('of one id are one, wherever they are imported', () => {
    const { eu, anywhere } = stacks();

    expect(isSameVpc(importedVpc(eu, 'vpc-1'), importedVpc(anywhere, 'vpc-1'))).toBe(true);
  });

  test('of two ids differ', () => {
    const { eu } = stacks();

    expect(isSameVpc(importedVpc(eu, 'vpc-1'), importedVpc(eu, 'vpc-2'))).toBe(false);
  });

  test('may be one if one is made and the other imported', () => {
    const { eu } = stacks();

    expect(isSameVpc(new Vpc(eu, 'One'), importedVpc(eu, 'vpc-1'))).toBeUndefined();
  });

  test('may be one if an id is known at deployment only', () => {
    const { eu } = stacks();

    expect(isSameVpc(importedVpc(eu, Fn.importValue('Vpc'), 'Later'), importedVpc(eu, 'vpc-1'))).toBeUndefined();
  });

  test('of two Regions differ', () => {
    const { eu, us } = stacks();

    expect(isSameVpc(new Vpc(us, 'One'), importedVpc(eu, 'vpc-1', 'One', 'ca-central-1'))).toBe(false);
  });
});

describe('subnets and groups', () => {
  const { eu } = stacks();
  const [vpc, other] = [new Vpc(eu, 'Vpc'), new Vpc(eu, 'Other')];
  const imported = importedVpc(eu, 'vpc-1');

  test('of the VPC pass', () => {
    const own = new Subnet(eu, 'Own', { vpcId: vpc.vpcId, availabilityZone: 'eu-west-1a', cidrBlock: '10.0.250.0/24' });
    const later = Subnet.fromSubnetId(eu, 'Later', 'subnet-9');

    expect(subnetsOfVpcProblems(eu, 'subnets', vpc, { subnets: [...vpc.privateSubnets, own, later] })).toEqual([]);
    expect(subnetsOfVpcProblems(eu, 'subnets', imported, { subnets: [...imported.privateSubnets, later] })).toEqual([]);
    expect(groupsOfVpcProblems(eu, 'groups', vpc, [
      new SecurityGroup(eu, 'Group', { vpc }), SecurityGroup.fromSecurityGroupId(eu, 'Imported', 'sg-1'),
    ])).toEqual([]);
  });

  test('of another VPC do not', () => {
    const alone = new Subnet(eu, 'Alone', {
      vpcId: other.vpcId, availabilityZone: 'eu-west-1a', cidrBlock: '10.0.250.0/24',
    });

    expect(rendered(subnetsOfVpcProblems(eu, 'vpcSubnets', vpc, { subnets: [vpc.privateSubnets[0],
      other.privateSubnets[0]] })))
      .toEqual(['"vpcSubnets.subnets[1]" must be a subnet of Eu/Vpc, got Eu/Other/PrivateSubnet1']);
    expect(subnetsOfVpcProblems(eu, 'vpcSubnets', vpc, { subnets: [alone] })).toHaveLength(1);
    expect(subnetsOfVpcProblems(eu, 'vpcSubnets', imported, {
      subnets: importedVpc(eu, 'vpc-2').privateSubnets,
    })).toHaveLength(1);
    expect(rendered(groupsOfVpcProblems(eu, 'securityGroups', vpc, [new SecurityGroup(eu, 'Theirs', { vpc: other })])))
      .toEqual(['"securityGroups[0]" must be a security group of Eu/Vpc, got Eu/Theirs']);
  });
});

describe('a key', () => {
  const { eu, us } = stacks();

  test.each([
    ['none', undefined],
    ['a key of the stack', new Key(eu, 'Key')],
    ['an alias of it', new Alias(eu, 'Alias', { aliasName: 'alias/a', targetKey: new Key(eu, 'Target') })],
    ['a key of another account', Key.fromKeyArn(eu, 'Central', 'arn:aws:kms:eu-west-1:444455556666:key/1')],
    ['an alias that exists', Alias.fromAliasName(eu, 'Named', 'alias/shop')],
  ])('passes: %s', (_, key) => {
    expect(encryptionKeyProblems(eu, 'encryptionKey', key)).toEqual([]);
  });

  const rsa = new Key(eu, 'Rsa', { keySpec: KeySpec.RSA_2048 });
  test.each([
    ['for signatures', rsa, 'be a symmetric key for encryption, got "RSA_2048": leave "keySpec" and "keyUsage" of the '
    + 'key out'],
    ['for codes', new Key(eu, 'Hmac', { keySpec: KeySpec.HMAC_256, keyUsage: KeyUsage.GENERATE_VERIFY_MAC }),
      'be a symmetric key for encryption, got "HMAC_256": leave "keySpec" and "keyUsage" of the key out'],
    ['behind an alias', new Alias(eu, 'RsaAlias', { aliasName: 'alias/rsa', targetKey: rsa }),
      'be a symmetric key for encryption, got "RSA_2048": leave "keySpec" and "keyUsage" of the key out'],
    ['of another Region', Key.fromKeyArn(eu, 'Far', 'arn:aws:kms:us-east-1:111122223333:key/1'),
      'be in the Region eu-west-1 of the stack, got one in us-east-1: a key works in its own Region only; take a '
      + 'replica of it'],
    ['of a stack in another Region', new Key(us, 'Key'),
      'be in the Region eu-west-1 of the stack, got one in us-east-1: a key works in its own Region only; take a '
      + 'replica of it'],
  ])('does not: %s', (_, key, problem) => {
    expect(rendered(encryptionKeyProblems(eu, 'encryptionKey', key))).toEqual([`"encryptionKey" must ${problem}`]);
  });
});

describe('the fields of a secret', () => {
  const { eu } = stacks();
  const [fields, only] = [['username', 'password'], ['"username"', '"password"'].join(' and ')];

  test.each([
    ['generated', new Secret(eu, 'Generated', {
      generateSecretString: { secretStringTemplate: '{"username":"shop"}', generateStringKey: 'password' },
    })],
    ['written', new Secret(eu, 'Written', {
      secretObjectValue: { username: SecretValue.unsafePlainText('shop'), password: SecretValue.unsafePlainText('x') },
    })],
    ['known at deployment only', new Secret(eu, 'Later', {
      secretStringValue: SecretValue.unsafePlainText(Fn.importValue('Secret')),
    })],
    ['imported', Secret.fromSecretNameV2(eu, 'Imported', 'shop')],
  ])('are there: %s', (_, secret) => {
    expect(secretFieldProblems('secret', secret, fields)).toEqual([]);
  });

  test.each([
    ['a random text', new Secret(eu, 'Random'), 'plain text'],
    ['other fields', new Secret(eu, 'Other', {
      generateSecretString: { secretStringTemplate: '{"user":"shop"}', generateStringKey: 'password' },
    }), 'only "user", "password"'],
    ['a given text', new Secret(eu, 'Text', { secretStringValue: SecretValue.unsafePlainText('token') }), 'plain text'],
  ])('are missing: %s', (_, secret, got) => {
    expect(rendered(secretFieldProblems('secret', secret, fields))).toEqual([
      `"secret" must have the fields ${only}, got ${got}: give "generateSecretString" of the secret a `
      + '"secretStringTemplate" and a "generateStringKey"',
    ]);
  });

  test('have values that are known from the template', () => {
    const secret = new Secret(eu, 'Known', {
      generateSecretString: { secretStringTemplate: '{"username":"shop"}', generateStringKey: 'password' },
    });

    expect(secretContentOf(secret)?.values).toEqual({ username: 'shop' });
  });
});

describe('a register', () => {
  test('tells others of the app who has something', () => {
    const { eu, us } = stacks();
    new Register('test').take(eu, 'name');

    expect(new Register('test').holderOf(us, 'name')).toBe(eu);
    expect(new Register('test').holderOf(eu, 'name')).toBeUndefined();
    expect(new Register('test').holderOf(us, 'other name')).toBeUndefined();
    expect(new Register('other').holderOf(us, 'name')).toBeUndefined();
  });

  test('is kept for each app', () => {
    new Register('test').take(stacks().eu, 'name');

    expect(new Register('test').holderOf(stacks().us, 'name')).toBeUndefined();
  });

  test('knows a resource by its name, or by a reference in its own stack', () => {
    const app = new App();
    const [one, two] = ['One', 'Two'].map((id) => new Stack(new Stage(app, id), 'Stack'));
    const named = (stack: Stack) => Secret.fromSecretNameV2(stack, 'Named', 'shop');
    const [a, b] = [named(one), named(two)];

    expect(identityOf(a, a.secretArn)).not.toBe(identityOf(b, b.secretArn));
    expect(identityOf(a, 'vol-1')).toBe(identityOf(b, 'vol-1'));
  });
});

describe('what languages without types can pass', () => {
  const { eu } = stacks();
  const network = new Network(eu, 'Network');

  test.each([
    ['nothing', undefined, 'undefined: pass the VPC of a Network, or one of your own'],
    ['a text', 'vpc-1', '"vpc-1": pass the VPC of a Network, or one of your own'],
    ['a network', network, 'an object of Network: pass its "vpc"'],
  ])('is no VPC: %s', (_, vpc, got) => {
    expect(rendered(vpcShapeProblems('vpc', vpc))).toEqual([`"vpc" must be a VPC, got ${got}`]);
  });

  test('may be a VPC', () => {
    expect(vpcShapeProblems('vpc', network.vpc)).toEqual([]);
  });

  test.each([
    ['a choice', Nat.none(), []],
    ['a choice of a class that a bundler has renamed', new class _Nat2 {
      public static none(): void {}
      public static perAz(): void {}
      public static regional(): void {}
      public static single(): void {}
    }(), []],
    ['another choice of a class that a bundler has renamed', new class _Spot {
      public static none(): void {}
    }(), ['"nat" must be made with a factory of Nat, got an object of _Spot']],
    ['another choice', CapacityRange.fixed(1), [
      '"nat" must be made with a factory of Nat, got an object of CapacityRange',
    ]],
    ['nothing', undefined, []],
    ['a text', 'none', ['"nat" must be made with a factory of Nat, got "none"']],
    ['a plain object', {}, ['"nat" must be made with a factory of Nat, got an object of Object']],
    ['null', null, ['"nat" must be made with a factory of Nat, got null']],
  ])('is a choice or not: %s', (_, value, problems) => {
    expect(rendered(choiceProblems('nat', value, 'Nat'))).toEqual(problems);
  });

  test('is missing where a choice is required', () => {
    expect(rendered(choiceProblems('image', undefined, 'ServiceImage', { required: true })))
      .toEqual(['"image" must be made with a factory of ServiceImage, got undefined']);
  });
});

describe('a quantity that is known at deployment only', () => {
  const later = Token.asNumber(Fn.ref('Later'));

  test.each([
    ['seconds', duration('x', Duration.seconds(later))],
    ['minutes where those are handed over', duration('x', Duration.minutes(later), { laterIn: 'minutes' })],
    ['days', days('x', Duration.days(later))],
    ['GiB', gibibytes('x', Size.gibibytes(later))],
  ])('passes in the unit of the template: %s', (_, problems) => {
    expect(problems).toEqual([]);
  });

  test.each([
    ['minutes', duration('x', Duration.minutes(later)), 'Duration.seconds', 'Duration.minutes'],
    ['seconds', duration('x', Duration.seconds(later), { laterIn: 'minutes' }), 'Duration.minutes', 'Duration.seconds'],
    ['hours', days('x', Duration.hours(later)), 'Duration.days', 'Duration.hours'],
    ['TiB', gibibytes('x', Size.tebibytes(later)), 'Size.gibibytes', 'Size.tebibytes'],
  ])('does not in another one: %s', (_, problems, wanted, got) => {
    expect(rendered(problems)).toEqual([
      `"x" must be made with ${wanted} where its number is known at deployment only, got ${got}: synthesis cannot `
      + 'convert such a number',
    ]);
  });
});

describe('a quantity', () => {
  test.each([
    ['seconds', duration('x', 30 as unknown as Duration), '"x" must be whole seconds, got 30'],
    ['days', days('x', 7 as unknown as Duration), '"x" must be whole days, got 7'],
    ['GiB', gibibytes('x', 20 as unknown as Size), '"x" must be whole GiB, got 20'],
  ])('is no plain number: %s', (_, problems, message) => {
    expect(rendered(problems)).toEqual([message]);
  });
});
