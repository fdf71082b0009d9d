// what languages without types can pass.
import { App, Duration, Size, Stack, Token } from 'aws-cdk-lib';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { ApplicationProtocol } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import {
  DatabaseCredentials, FargateService, Ingress, PostgresDatabase, ServiceImage, TaskSize, WebLoadBalancer,
} from '../../src';
import { kindProblems, renderProblem } from '../../src/core';
import { secondCopy } from '../support/second-copy';

const stack = new Stack(new App(), 'Stack');
const vpc = new Vpc(stack, 'Vpc');
const problemsOf = (struct: string, props: unknown) => kindProblems(struct, props).map(renderProblem);
const database = (more: object) => problemsOf('PostgresDatabaseProps', { vpc, ...more });

describe('the props of a construct', () => {
  test.each([
    ['nothing', undefined, '"vpc" must be a VPC, got undefined: pass the VPC of a Network, or one of your own'],
    ['a text', 'vpc', '"props" must be an object with the fields of PostgresDatabaseProps, got "vpc"'],
    ['a list', [vpc], '"props" must be an object with the fields of PostgresDatabaseProps, got [Stack/Vpc]'],
  ])('are an object: %s', (_, props, problem) => expect(problemsOf('PostgresDatabaseProps', props)).toEqual([problem]));

  test.each<[string, object, string]>([
    ['a text for a choice', { multiAz: 'yes' }, '"multiAz" must be true or false, got a text'],
    ['a number for a name', { initial: { databaseName: 5 } }, '"initial.databaseName" must be a text, got 5'],
    ['an ARN for a key', { encryptionKey: 'arn' }, '"encryptionKey" must be an IKey, got a text'],
    ['a text for a map', { engine: { parameters: 'a=b' } },
      '"engine.parameters" must be a map of names and values, got a text'],
    ['a text for a group', { engine: '17' },
      '"engine" must be an object with the fields of DatabaseEngineOptions, got "17"'],
    ['a size for a group', { storage: Size.gibibytes(20) },
      '"storage" must be an object with the fields of DatabaseStorageOptions, got 20 GiB'],
    ['a text for a factory', { pooling: 'proxy' }, '"pooling" must be made with a factory of Pooling, got "proxy"'],
  ])('are of the kind that the API says: %s', (_, more, problem) => expect(database(more)).toEqual([problem]));

  test('pass when they are left out, empty, or known at deployment only', () => {
    expect(database({ multiAz: undefined, encryptionKey: null, engine: null })).toEqual([]);
    expect(database({ initial: { databaseName: Token.asString({ Ref: 'Name' }) } })).toEqual([]);
    expect(database({
      multiAz: Token.asAny({ Ref: 'MultiAz' }), backup: { retention: Duration.days(1) },
    })).toEqual([]);
  });

  test('may be groups that are null, as other languages say that one is left out', () => {
    const stack = new Stack();
    const place = { vpc: new Vpc(stack, 'Vpc') };
    const [none, image] = [null as never, ServiceImage.fromRegistry('nginx:1')];
    const ingress = Ingress.http({ target: none, loadBalancer: { attributes: none, placement: none } });

    expect(() => {
      new FargateService(stack, 'Shop', { ...place, image, task: none, ingress });
      new WebLoadBalancer(stack, 'Edge', {
        ...place, protocol: ApplicationProtocol.HTTP, tls: none, attributes: none, placement: none,
      });
      new PostgresDatabase(stack, 'Database', { ...place, engine: none, storage: none, backup: none, initial: none });
    }).not.toThrow();
  });

  test('leave numbers, lengths of time and sizes to rules that know what is allowed', () => {
    expect(database({ backup: { retention: 14 }, storage: { allocated: 100 }, port: 'five' })).toEqual([]);
    expect(() => new PostgresDatabase(new Stack(), 'Database', { vpc, backup: { retention: 14 as never } }))
      .toThrow('"backup.retention" must be whole days from 1 to 35, got 14');
  });

  test('never show a text that may be a secret', () => {
    expect(problemsOf('ValkeyCacheProps', { vpc, secret: 'hunter2hunter2hunter2' }).join()).not.toContain('hunter2');
  });
});

describe('a choice whose factory was called with something wrong', () => {
  const service = (more: object) => () => {
    const scope = new Stack();
    return new FargateService(scope, 'Shop', {
      vpc: new Vpc(scope, 'Vpc'), image: ServiceImage.fromRegistry('nginx:1'), ...more,
    });
  };

  test('does not throw where no construct is known, and is told by the construct that gets it', () => {
    const ingress = Ingress.https(undefined as never);

    expect(service({ ingress })).toThrow('Shop (FargateService) has an invalid prop:\n  "ingress" must be an object '
      + 'with the fields of HttpsIngressOptions, got undefined');
  });

  test('is told with the name of the parameter, and with all the other problems', () => {
    expect(service({
      ingress: Ingress.route('lb' as never, { paths: '/api' as never }), task: { size: TaskSize.of('small' as never) },
    })).toThrow(
      /3 invalid props[^]*"ingress.loadBalancer" must[^]*"ingress.paths" must be a list[^]*"task.size" must be/,
    );
  });

  test('is known to another copy of the library', () => {
    const { DatabaseCredentials: theirs } = secondCopy();
    const credentials = theirs.fromSecret('secret' as never, undefined as never) as unknown as DatabaseCredentials;

    expect(() => new PostgresDatabase(new Stack(), 'Database', { vpc, credentials }))
      .toThrow('"credentials.secret" must be an ISecret, got a text');
  });

  test('passes when it is right, from another copy too', () => {
    const { DatabaseCredentials: theirs } = secondCopy();
    const other = theirs.fromSecret(new Secret(stack, 'Secret'), { userName: 'shop' });

    expect(database({ credentials: other })).toEqual([]);
    expect(service({ size: TaskSize.SMALL })).not.toThrow();
  });
});
