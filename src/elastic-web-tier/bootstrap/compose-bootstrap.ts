import fs from 'node:fs';
import { InstanceArchitecture } from 'aws-cdk-lib/aws-ec2';
import type { IRepository } from 'aws-cdk-lib/aws-ecr';
import { repositoryPlaceProblems } from '../../workload';
import { settledProgram } from '../boot/application-programs';
import { HOME } from '../boot/programs';
import type { BootStep } from '../boot/script';
import { dockerPackages, startDocker } from '../boot/steps';
import type { BootPlan, BootSpec, BootstrapVariant } from './bootstrap-variant';
import { composeFileProblems, pullProblems } from './compose-file';
import { timeoutProblems, timeoutsOf, type BootstrapOptions } from './timeouts';

/** How a Compose project is run on each instance. */
export interface ComposeBootstrapOptions extends BootstrapOptions {
  /**
   * Private ECR repositories of the images in the file. The instances get the right to pull from them.
   *
   * @default - all images are public
   */
  readonly repositories?: IRepository[];
}

/** Version of Docker Compose. Amazon Linux has no package of it. */
const VERSION = '2.38.2';
/** Names and checksums of the binaries that Docker releases. */
const BINARIES = {
  [InstanceArchitecture.X86_64]: {
    name: 'x86_64', sha256: '486b3ffc0f806ca2efbc430cef89955386011662f0c76bad17c103d059cfa9cf',
  },
  [InstanceArchitecture.ARM_64]: {
    name: 'aarch64', sha256: '4d0f7678dd3338452beba4518e36a8e22b20cad79ba2535c687da554dc3997fb',
  },
};
const PLUGIN = '/usr/local/lib/docker/cli-plugins/docker-compose';

/** @see https://docs.docker.com/compose/install/linux/#install-the-plugin-manually */
function installCompose(architecture: InstanceArchitecture): BootStep {
  const { name, sha256 } = BINARIES[architecture];
  return {
    purpose: 'install Docker Compose',
    commands: [
      `retry curl -fsSL --create-dirs -o ${PLUGIN} `
      + `https://github.com/docker/compose/releases/download/v${VERSION}/docker-compose-linux-${name}`,
      `echo '${sha256}  ${PLUGIN}' | sha256sum --check --quiet`,
      `chmod 0755 ${PLUGIN}`,
    ],
  };
}

/** `Bootstrap.compose`. */
export function composeBootstrap(file: string, options: ComposeBootstrapOptions): BootstrapVariant {
  const { repositories = [] } = options;
  const timeouts = timeoutsOf(options);
  const plan = (spec: BootSpec) => composePlan(file, repositories, spec, timeouts.stopTimeout.toSeconds());
  return {
    title: 'Bootstrap.compose',
    isNone: false,
    usesDocker: true,
    needsInternet: true,
    pullsPrivately: repositories.length > 0,
    floats: false,
    exporters: [],
    ...timeouts,
    problems: (prop, { scope }) => {
      const wrong = composeFileProblems(`${prop}.file`, file);
      return [
        ...timeoutProblems(prop, options),
        ...wrong,
        ...repositories.flatMap((repository, i) =>
          repositoryPlaceProblems(`${prop}.repositories[${i}]`, scope, repository)),
        // only a file that is one has images.
        ...wrong.length > 0 ? [] : pullProblems(`${prop}.repositories`, file, repositories),
      ];
    },
    draft: plan,
    bind: (_scope, spec) => plan(spec),
  };
}

const DOCKER_SETTINGS = '/etc/docker/daemon.json';
/**
 * By default Docker keeps the output of every container for ever. This driver keeps 100 MB. Settings that the machine
 * image brings stay as they are.
 */
const BOUND_LOGS: BootStep = {
  purpose: 'bound the logs of the containers',
  commands: [
    `if [ ! -e ${DOCKER_SETTINGS} ]; then`,
    `  install -D -m 0644 /dev/stdin ${DOCKER_SETTINGS} <<<'${JSON.stringify({ 'log-driver': 'local' })}'`,
    '  systemctl try-restart docker.service',
    'fi',
  ],
};

function composePlan(
  file: string, repositories: readonly IRepository[], { architecture }: BootSpec, stopSeconds: number,
): BootPlan {
  const path = `${HOME}/compose.yaml`;
  const compose = `docker compose --project-name web --file ${path}`;
  return {
    packages: dockerPackages(),
    prepare: [
      BOUND_LOGS,
      startDocker(repositories.map(({ registryUri }) => registryUri)),
      installCompose(architecture),
      {
        purpose: 'pull the images',
        files: [
          { path, mode: '0644', content: fs.readFileSync(file, 'utf8') },
          settledProgram('stop', [`exec ${compose} stop --timeout ${stopSeconds}`]),
        ],
        // the file may use settings in the names of images.
        commands: [
          'folder=$(mktemp -d /run/web-pull.XXXXXX)',
          `${HOME}/settings "$folder"`,
          '# shellcheck source=/dev/null',
          `(. "$folder/env" && retry ${compose} pull --quiet)`,
          'rm -rf "$folder"',
        ],
      },
    ],
    start: [`exec ${compose} up --remove-orphans`],
    stop: `${HOME}/stop`,
    repositories,
  };
}
