import { RemovalPolicy, Tokenization } from 'aws-cdk-lib';
import { Port } from 'aws-cdk-lib/aws-ec2';
import { Secret as ContainerSecret } from 'aws-cdk-lib/aws-ecs';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import type { Construct } from 'constructs';
import { acknowledge, admit, contradiction, encryptionKeyOf, inWords, type Problem } from '../../core';
import { PostgresDatabase } from '../../database';
import { type ServiceImage, type Sidecar } from '../../fargate-service';
import { ScrapedProgram } from '../../signal';
import { initContainer } from '../setup';
import { imageOf, imageProblems, USERS } from '../setup/images';
import type { PostgresExporterOptions } from './exporter-options';
import { createExporter, sourceOf } from './exporter-service';
import type { ExporterVariant } from './exporter-variant';
import { LOGIN, LOGIN_SCRIPT } from './postgres-login';
import { trustIn, type Trust } from './postgres-trust';

const PORT = 9187;
const LOGIN_CONTAINER = 'login';
const PASSWORD_LENGTH = 40;

/** `Exporter.postgres`. */
export function postgresExporter(database: PostgresDatabase, options: PostgresExporterOptions): ExporterVariant {
  const image = imageOf('postgresExporter', options.image);
  const clientImage = imageOf('postgresClient', options.clientImage);
  const configurationImage = imageOf('configuration', options.configurationImage);
  return {
    kind: 'Postgres',
    subject: database,
    problems: (prop, scope, vpc) => [
      ...databaseProblems(`${prop}.database`, database),
      ...options.size?._problems(`${prop}.size`) ?? [],
      ...imageProblems(prop, { image, clientImage, configurationImage }, scope, vpc),
    ],
    bind: (scope, spec) => {
      const login = createLogin(scope);
      const trust = trustIn(scope, configurationImage);
      const service = createExporter(scope, spec, {
        ...options,
        image,
        port: PORT,
        command: [`--web.listen-address=:${PORT}`],
        mounts: trust.mounts,
        secrets: {
          DATA_SOURCE_URI: addressOf(scope, database, trust),
          DATA_SOURCE_USER: ContainerSecret.fromSecretsManager(login, 'username'),
          DATA_SOURCE_PASS: ContainerSecret.fromSecretsManager(login, 'password'),
        },
        sidecars: [...trust.sidecars, loginContainer(database, login, clientImage, trust)],
      });
      trust.startBefore(service, LOGIN_CONTAINER);
      // the database itself: a proxy knows no user but the master.
      admit(
        database.securityGroup, service.securityGroup, Port.tcp(database._resolved.port), 'Exporter of the database',
      );
      service.service.node.addDependency(database);
      return sourceOf(service, PORT, ScrapedProgram.POSTGRES_EXPORTER, database);
    },
  };
}

function databaseProblems(prop: string, database: PostgresDatabase): Problem[] {
  return contradiction(!(database instanceof PostgresDatabase), {
    prop, must: 'be a PostgresDatabase', got: inWords('something else'),
  });
}

function createLogin(scope: Construct): Secret {
  const secret = new Secret(scope, 'Login', {
    description: 'Log-in of the exporter at its database',
    encryptionKey: encryptionKeyOf(scope),
    removalPolicy: RemovalPolicy.DESTROY,
    generateSecretString: {
      secretStringTemplate: JSON.stringify({ username: LOGIN }), generateStringKey: 'password',
      passwordLength: PASSWORD_LENGTH, excludePunctuation: true,
    },
  });
  acknowledge(secret, 'exporterLogin');
  return secret;
}

/** Host, port and name of the database, in a parameter: plain settings show in the task definition. */
function addressOf(
  scope: Construct, { instance, databaseName, _resolved }: PostgresDatabase, { settings }: Trust,
): ContainerSecret {
  const port = Tokenization.stringifyNumber(_resolved.port);
  const more = Object.entries(settings).map(([name, value]) => `${name}=${value}`).join('&');
  return ContainerSecret.fromSsmParameter(new StringParameter(scope, 'Address', {
    stringValue: `${instance.dbInstanceEndpointAddress}:${port}/${databaseName}?${more}`,
  }));
}

/** The master user makes the log-in; the exporter itself never gets the master's password. */
function loginContainer(
  database: PostgresDatabase, login: Secret, image: ServiceImage, { mounts, settings }: Trust,
): Sidecar {
  const { instance, databaseName, secret, _resolved } = database;
  const port = Tokenization.stringifyNumber(_resolved.port);
  const more = Object.entries(settings).map(([name, value]) => `${name}=${value}`).join(' ');
  return initContainer({
    name: LOGIN_CONTAINER,
    image,
    mounts,
    services: [],
    secrets: {
      PGUSER: ContainerSecret.fromSecretsManager(secret, 'username'),
      PGPASSWORD: ContainerSecret.fromSecretsManager(secret, 'password'),
      LOGIN_PASSWORD: ContainerSecret.fromSecretsManager(login, 'password'),
    },
    options: () => ({
      user: USERS.nobody,
      entryPoint: ['/bin/sh', '-c', LOGIN_SCRIPT],
      command: [`host=${instance.dbInstanceEndpointAddress} port=${port} dbname=${databaseName} ${more}`],
    }),
  });
}
