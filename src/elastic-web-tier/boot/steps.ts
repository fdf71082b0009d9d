import { agentConfiguration, START_AGENT, type AgentSettings } from './agent';
import {
  claimProgram, drainProgram, HOME, HOOKS, lifecycleProgram, metadataProgram, refreshProgram, releaseProgram,
  settingsProgram, startProgram,
  type DataVolumeMount,
} from './programs';
import { quote, type BootStep, type SignalTarget } from './script';
import {
  applicationUnit, dataVolumeUnit, dockerAfterDataVolume, drainUnit, logRotation, refreshUnits, type ApplicationUnit,
} from './units';

/** Packages of Amazon Linux 2023 that every bootstrap needs. */
const BASE_PACKAGES = ['amazon-cloudwatch-agent', 'aws-cfn-bootstrap', 'jq', 'logrotate'];
const DOCKER_PACKAGES = ['docker', 'amazon-ecr-credential-helper'];

export function installPackages(packages: readonly string[]): BootStep {
  return { purpose: 'install packages', commands: [`retry dnf install -y -q ${packages.map(quote).join(' ')}`] };
}

export const basePackages = (more: readonly string[] = []): string[] => [...BASE_PACKAGES, ...more];
export const dockerPackages = (): string[] => basePackages(DOCKER_PACKAGES);

/** Early, so that the log of a boot that fails later is in CloudWatch. */
export function startAgent(settings: AgentSettings): BootStep {
  return {
    purpose: 'start the CloudWatch agent',
    files: [agentConfiguration(settings), ...logRotation()],
    commands: [
      'install -d -m 0750 /var/log/web', 'systemctl daemon-reload', 'systemctl enable logrotate.timer',
      'systemctl restart logrotate.timer', START_AGENT,
    ],
  };
}

/**
 * Docker, logged in to private registries by the instance role: the helper asks for a token whenever one is needed, so
 * none expires.
 *
 * @param registries host names of private ECR registries
 */
export function startDocker(registries: readonly string[]): BootStep {
  const login = { credHelpers: Object.fromEntries(registries.map((registry) => [registry, 'ecr-login'])) };
  return {
    purpose: 'start Docker',
    files: registries.length === 0
      ? []
      : [{ path: '/root/.docker/config.json', mode: '0600', content: JSON.stringify(login) }],
    commands: ['systemctl enable --now docker.service'],
  };
}

/** Else the rollback could not remove this instance. */
export const UNPROTECT = `aws ec2 modify-instance-attribute --instance-id "$(${HOME}/metadata instance-id)" `
  + '--no-disable-api-termination';

/** First, so that a failure of any later step can be told. */
export function writeReports(region: string, isGroup: boolean): BootStep {
  return {
    purpose: 'write the programs that report',
    files: [metadataProgram(), ...(isGroup ? [lifecycleProgram(region)] : [])],
  };
}

/** Until then the group sends it no requests, counts it as no replacement, and replaces it if it never comes. */
export function announceReadiness(): BootStep {
  return {
    purpose: 'tell the group that the instance is ready',
    commands: [`retry ${HOME}/lifecycle ${HOOKS.launching} CONTINUE`],
  };
}
export const ABANDON = `${HOME}/lifecycle ${HOOKS.launching} ABANDON`;

export function awaitTermination(drainSeconds: string): BootStep {
  return {
    purpose: 'prepare the end of the instance',
    files: [drainProgram(drainSeconds), drainUnit()],
    commands: ['systemctl daemon-reload', 'systemctl enable --now web-drain.service'],
  };
}

export interface ApplicationPrograms extends ApplicationUnit {
  readonly region: string;
  readonly settingsParameter: string;
  /** Changes with the settings, so that new settings mean new user data, and so new instances. */
  readonly settingsFingerprint: string;
  /** Lines of the program that systemd runs, after the settings are in its environment. */
  readonly start: readonly string[];
}

export function writePrograms(programs: ApplicationPrograms): BootStep {
  return {
    purpose: 'write the programs of the application',
    files: [
      settingsProgram(programs.region, programs.settingsParameter), startProgram(programs.start), refreshProgram(),
      applicationUnit(programs), ...refreshUnits(),
    ],
    commands: [`# settings ${programs.settingsFingerprint}`, 'systemctl daemon-reload'],
  };
}

/** The last thing before the application starts, because it stops the predecessor. */
export function claimDataVolume(region: string, volume: DataVolumeMount, usesDocker: boolean): BootStep {
  return {
    purpose: 'attach the data volume',
    files: [
      claimProgram(region, volume), releaseProgram(region, volume), dataVolumeUnit(),
      ...(usesDocker ? [dockerAfterDataVolume(volume.mountPath)] : []),
    ],
    commands: ['systemctl daemon-reload', 'systemctl enable --now web-data.service'],
  };
}

/** Nothing to give back before the volume was claimed. */
export const RELEASE_DATA_VOLUME = `[ ! -x ${HOME}/release-volume ] || ${HOME}/release-volume`;

export function startApplication(): BootStep {
  return {
    purpose: 'start the application',
    commands: ['systemctl enable web.service web-refresh.timer', 'retry systemctl start web.service web-refresh.timer'],
  };
}

/** What the load balancer asks an instance. */
export interface HealthProbe {
  readonly url: string;
  /** As a load balancer takes them: a list of codes and ranges. */
  readonly codes: string;
}

/**
 * A machine that is up is no application that works: only an answer counts, and only one that the load balancer would
 * take.
 */
export function awaitHealth({ url, codes }: HealthProbe, timeoutSeconds: number): BootStep {
  return {
    purpose: `get an answer of ${url} within ${timeoutSeconds} seconds`,
    commands: [
      `codes=${quote(codes)}`,
      'healthy() {',
      '  local code range',
      '  # a load balancer does not look at the certificate either.',
      `  code=$(curl -sSk -o /dev/null -w '%{http_code}' --max-time 5 ${quote(url)}) || return 1`,
      '  for range in ${codes//,/ }; do',
      '    if [ "$code" -ge "${range%-*}" ] && [ "$code" -le "${range#*-}" ]; then return 0; fi',
      '  done',
      '  echo "the answer is $code in place of $codes"',
      '  return 1',
      '}',
      `deadline=$((SECONDS + ${timeoutSeconds}))`,
      'until healthy; do',
      '  if [ "$SECONDS" -ge "$deadline" ]; then',
      '    tail -n 50 /var/log/web/app.log || true',
      '    exit 1',
      '  fi',
      '  sleep 5',
      'done',
    ],
  };
}

/** Termination protection would keep CloudFormation from removing the instance that this one replaces. */
export function dismissPredecessor({ stack, resource }: SignalTarget): BootStep {
  return {
    purpose: 'lift the termination protection of the predecessor',
    commands: [
      `self=$(${HOME}/metadata instance-id)`,
      `others=$(aws ec2 describe-instances --filters Name=tag:aws:cloudformation:stack-id,Values=${quote(stack)} \\`,
      `  Name=tag:aws:cloudformation:logical-id,Values=${quote(resource)} `
      + 'Name=instance-state-name,Values=running,stopping,stopped \\',
      `  --query 'Reservations[].Instances[].InstanceId' --output text)`,
      'for other in $others; do',
      '  [ "$other" = "$self" ] || aws ec2 modify-instance-attribute --instance-id "$other" '
      + '--no-disable-api-termination',
      'done',
    ],
  };
}
