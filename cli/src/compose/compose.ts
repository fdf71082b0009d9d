import { shortName } from '../aws/stacks';
import { WrongUse } from '../outcome';
import { containersOf, type Composed } from './containers';
import type { Values, WrittenApp } from './source';
import { POSTGRES, Stage } from './values';
import type { Yaml } from './yaml';

/** A Compose file, and what it needs. */
export interface Compose {
  readonly file: { readonly [key: string]: Yaml };
  /** Variables that people have to set, with their meaning. */
  readonly needed: { readonly [variable: string]: string };
  /** What is different from AWS. */
  readonly notes: readonly string[];
}

const POSTGRES_MAJOR = '17';

/** Writes services of ECS down for Compose. */
export function composeOf(app: WrittenApp, wanted: string | undefined): Compose {
  const stage = new Stage(app);
  const services = Object.assign({}, ...servicesIn(app, wanted).map((one) => containersOf(one, stage, app)));
  const standIns = standInsOf(stage, app);
  for (const [name, service] of Object.entries(services) as [string, { [key: string]: Yaml | undefined }][]) {
    if (service.network_mode === undefined) services[name] = { ...service, depends_on: waiting(service, standIns) };
  }
  const volumes = volumesOf(services);
  return {
    file: {
      services: { ...services, ...standIns },
      ...volumes.length > 0 && { volumes: Object.fromEntries(volumes.map((name) => [name, {}])) },
    },
    needed: Object.fromEntries(stage.needed), notes: notesOf(stage),
  };
}

function servicesIn({ resources }: WrittenApp, wanted: string | undefined): Composed[] {
  const services = Object.values(resources).filter(({ Type }) => Type === 'AWS::ECS::Service');
  const all = services.map(({ Properties, path }) => {
    const { Ref: id } = (Properties.TaskDefinition ?? {}) as Values;
    return { title: shortName(path), task: resources[String(id)]?.Properties };
  });
  const names = all.map(({ title }) => title).join(', ');
  if (all.length === 0) throw new WrongUse('there is no service of ECS in the app', 'name the folder of the app');
  const chosen = all.filter(({ title }) => wanted === undefined || title === wanted);
  if (chosen.length === 0) throw new WrongUse(`there is no service "${wanted}"`, `choose one of ${names}`);
  return chosen.flatMap(({ title, task }) => task === undefined ? [] : [{ name: plainName(title), task }]);
}

/** Compose takes lower-case letters, digits and hyphens. */
function plainName(title: string): string {
  return title.replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
}

function standInsOf(stage: Stage, app: WrittenApp): { [name: string]: Yaml } {
  const all: { [name: string]: Yaml } = {};
  if (stage.standIns.has('postgres')) {
    all.postgres = {
      image: `postgres:${majorOf(app)}-alpine`,
      environment: {
        POSTGRES_USER: POSTGRES.user, POSTGRES_DB: databaseOf(app),
        POSTGRES_PASSWORD: stage.ask(POSTGRES.password, 'password of the local PostgreSQL'),
      },
      healthcheck: { test: ['CMD-SHELL', `pg_isready -U ${POSTGRES.user}`], interval: '5s', retries: 10 },
    };
  }
  if (stage.standIns.has('valkey')) {
    all.valkey = {
      image: 'valkey/valkey:8-alpine',
      healthcheck: { test: ['CMD', 'valkey-cli', 'ping'], interval: '5s', retries: 10 },
    };
  }
  return all;
}

function majorOf({ resources }: WrittenApp): string {
  const database = Object.values(resources).find(({ Type }) => /^AWS::RDS::DB(Instance|Cluster)$/.test(Type));
  return /^\d+/.exec(String(database?.Properties.EngineVersion ?? ''))?.[0] ?? POSTGRES_MAJOR;
}

function databaseOf({ resources }: WrittenApp): string {
  const names = Object.values(resources).filter(({ Type }) => /^AWS::RDS::DB(Instance|Cluster)$/.test(Type))
    .flatMap(({ Properties }) => [Properties.DBName, Properties.DatabaseName]);
  return names.find((name): name is string => typeof name === 'string') ?? POSTGRES.database;
}

function waiting(service: { [key: string]: Yaml | undefined }, standIns: { [name: string]: Yaml }): Yaml | undefined {
  const more = Object.keys(standIns).map((name) => [name, { condition: 'service_healthy' }]);
  if (more.length === 0) return service.depends_on;
  return { ...service.depends_on as object, ...Object.fromEntries(more) } as Yaml;
}

function volumesOf(services: { [name: string]: { volumes?: readonly string[] } }): string[] {
  return [...new Set(Object.values(services).flatMap(({ volumes = [] }) => volumes)
    .map((volume) => volume.split(':')[0]))];
}

function notesOf({ standIns }: Stage): string[] {
  return [
    ...standIns.has('postgres') ? ['PostgreSQL runs here without TLS and without failover'] : [],
    ...standIns.has('valkey') ? ['Valkey runs here without TLS and without a password'] : [],
    ...standIns.size > 0 ? ['variables that ask for TLS are as in AWS; change them in compose.override.yaml'] : [],
    'containers that the main one waits for do not share its network here, as they do in AWS',
    'containers have no rights in AWS; mount "~/.aws" read-only and set AWS_PROFILE if they need some',
  ];
}
