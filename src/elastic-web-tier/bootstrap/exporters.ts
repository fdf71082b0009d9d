import { InstanceArchitecture } from 'aws-cdk-lib/aws-ec2';
import type { IRepository } from 'aws-cdk-lib/aws-ecr';
import { choiceProblems, contradiction, inWords, isKnown, type Problem } from '../../core';
import { ScrapedProgram } from '../../signal';
import { quote, type BootStep } from '../boot/script';
import type {
  BootPlan, BootSpec, BootstrapContext, BootstrapVariant, InstanceExporter,
} from './bootstrap-variant';
import { TierImage } from './tier-image';
import type { PulledImage } from './tier-image-variant';

/** A program that answers Prometheus, and how an instance gets it. */
export interface AddedExporter extends InstanceExporter {
  /** The method as users call it. */
  readonly title: string;
  readonly packages: readonly string[];
  readonly needsDocker: boolean;
  readonly image?: TierImage;
  step(spec: BootSpec, pulled: PulledImage | undefined): BootStep;
}

/** A bootstrap that installs one more exporter. */
export function withExporter(bootstrap: BootstrapVariant, exporter: AddedExporter): BootstrapVariant {
  const image = exporter.image?._variant;
  const extended = (plan: BootPlan | undefined, spec: BootSpec, pulled: PulledImage | undefined) =>
    plan && {
      ...plan,
      packages: [...new Set([...plan.packages, ...exporter.packages])],
      prepare: [...plan.prepare, exporter.step(spec, pulled)],
      repositories: [...plan.repositories, ...repositoriesOf(pulled)],
    };
  return {
    ...bootstrap,
    title: `${bootstrap.title}.${exporter.title}`,
    needsInternet: bootstrap.needsInternet || image === undefined || image.isPublic,
    withoutInternet: bootstrap.needsInternet ? bootstrap.withoutInternet : withoutInternet(exporter),
    pullsPrivately: bootstrap.pullsPrivately || image?.isPublic === false,
    floats: bootstrap.floats || image?.floats === true,
    exporters: [...bootstrap.exporters, exporter],
    problems: (prop, context) => [
      ...bootstrap.problems(prop, context), ...exporterProblems(prop, bootstrap, exporter, context),
    ],
    draft: (spec) => extended(bootstrap.draft(spec), spec, image?.draft()),
    bind: (scope, spec) => extended(bootstrap.bind(scope, spec), spec, image?.bind(scope, spec.architecture)),
  };
}

function withoutInternet({ title, image }: AddedExporter): string {
  return image ? `give ${title} a TierImage.fromRepository` : `leave ${title} out`;
}

function repositoriesOf(pulled: PulledImage | undefined): IRepository[] {
  return pulled?.repository ? [pulled.repository] : [];
}

function exporterProblems(
  prop: string, bootstrap: BootstrapVariant, exporter: AddedExporter, context: BootstrapContext,
): Problem[] {
  const { title, needsDocker, name, image } = exporter;
  const { port } = context;
  return [
    ...contradiction(bootstrap.isNone, {
      prop, must: `install something to have ${title}`, got: inWords('Bootstrap.none'),
      advice: 'a machine image that brings everything brings its exporters too: implement IScraped',
    }),
    ...contradiction(needsDocker && !bootstrap.usesDocker && !bootstrap.isNone, {
      prop, must: `run Docker to have ${title}`, got: inWords(bootstrap.title),
    }),
    ...contradiction(bootstrap.exporters.some((other) => other.name === name), {
      prop, must: `have ${title} once`, got: inWords('it twice'),
    }),
    ...contradiction(isKnown(port) && port === exporter.port, {
      prop: 'port', must: `differ from ${exporter.port}, the port of ${title}`, got: port,
    }),
    ...choiceProblems(`${prop}.image`, image, 'TierImage'),
    ...image?._variant?.problems(`${prop}.image`, context) ?? [],
  ];
}

/** Version and checksums of the binaries that the project releases. Amazon Linux has no package of it. */
const NODE_EXPORTER = {
  version: '1.9.1',
  binaries: {
    [InstanceArchitecture.X86_64]: {
      name: 'amd64', sha256: 'becb950ee80daa8ae7331d77966d94a611af79ad0d3307380907e0ec08f5b4e8',
    },
    [InstanceArchitecture.ARM_64]: {
      name: 'arm64', sha256: '848f139986f63232ced83babe3cad1679efdbb26c694737edc1f4fbd27b96203',
    },
  },
};
const NODE_PORT = 9100;

/** `Bootstrap.withNodeExporter`. */
export function nodeExporter(): AddedExporter {
  return {
    title: 'withNodeExporter',
    name: 'node',
    port: NODE_PORT,
    program: ScrapedProgram.NODE_EXPORTER,
    packages: ['tar', 'gzip'],
    needsDocker: false,
    step: ({ architecture }) => installNodeExporter(architecture),
  };
}

/** @see https://prometheus.io/docs/guides/node-exporter/ */
function installNodeExporter(architecture: InstanceArchitecture): BootStep {
  const { version, binaries } = NODE_EXPORTER;
  const { name, sha256 } = binaries[architecture];
  const release = `node_exporter-${version}.linux-${name}`;
  const archive = '/tmp/node_exporter.tar.gz';
  return {
    purpose: 'install node_exporter',
    files: [{
      path: '/etc/systemd/system/node-exporter.service',
      mode: '0644',
      content: [
        '[Unit]', 'Description=Metrics of the instance', 'Wants=network-online.target', 'After=network-online.target',
        '', '[Service]', 'DynamicUser=yes', 'ProtectHome=read-only',
        `ExecStart=/usr/local/bin/node_exporter --web.listen-address=:${NODE_PORT}`, 'Restart=always', 'RestartSec=5',
        '', '[Install]', 'WantedBy=multi-user.target',
      ].join('\n'),
    }],
    commands: [
      `retry curl -fsSL -o ${archive} `
      + `https://github.com/prometheus/node_exporter/releases/download/v${version}/${release}.tar.gz`,
      `echo '${sha256}  ${archive}' | sha256sum --check --quiet`,
      `tar -xzf ${archive} -C /usr/local/bin --strip-components 1 --no-same-owner ${release}/node_exporter`,
      `rm ${archive}`,
      'systemctl daemon-reload',
      'systemctl enable --now node-exporter.service',
    ],
  };
}

const CADVISOR_IMAGE = TierImage.fromRegistry('gcr.io/cadvisor/cadvisor:v0.52.1');
/** Its own 8080 is the usual port of an application. */
const CADVISOR_PORT = 9101;

/** `Bootstrap.withCadvisor`. */
export function cadvisor(image: TierImage = CADVISOR_IMAGE): AddedExporter {
  return {
    title: 'withCadvisor',
    name: 'containers',
    port: CADVISOR_PORT,
    program: ScrapedProgram.CADVISOR,
    packages: [],
    needsDocker: true,
    image,
    step: (_, pulled) => startCadvisor(pulled!),
  };
}

/** A log-in of its own: that of Docker knows the registries of the application. */
const LOGIN = '/root/.docker-cadvisor';

/** It reads the folders of Docker and of the kernel, and writes nothing. */
function startCadvisor({ uri, registry }: PulledImage): BootStep {
  const folders = ['/:/rootfs:ro', '/var/run:/var/run:ro', '/sys:/sys:ro', '/var/lib/docker/:/var/lib/docker:ro'];
  const login = registry && JSON.stringify({ credHelpers: { [registry]: 'ecr-login' } });
  return {
    purpose: 'start cAdvisor',
    files: login ? [{ path: `${LOGIN}/config.json`, mode: '0600', content: login }] : [],
    commands: [
      `${login ? `DOCKER_CONFIG=${LOGIN} ` : ''}retry docker pull --quiet ${quote(uri)}`,
      `docker run --detach --name cadvisor --restart always --publish ${CADVISOR_PORT}:8080 --device /dev/kmsg \\`,
      `  ${folders.map((folder) => `--volume ${folder}`).join(' ')} \\`,
      `  ${quote(uri)} --docker_only=true`,
    ],
  };
}
