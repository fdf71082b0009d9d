import { agentConfiguration, START_AGENT, type AgentSettings } from './agent';
import { refreshProgram, settingsProgram, startProgram } from './application-programs';
import { metadataProgram } from './programs';
import { quote, type BootFile, type BootStep } from './script';
import { applicationUnit, logRotation, refreshUnits, type ApplicationUnit } from './units';

/** Packages of Amazon Linux 2023 that every bootstrap needs. */
const BASE_PACKAGES = ['amazon-cloudwatch-agent', 'aws-cfn-bootstrap', 'jq', 'logrotate'];
const DOCKER_PACKAGES = ['docker', 'amazon-ecr-credential-helper'];

export const basePackages = (more: readonly string[] = []): string[] => [...BASE_PACKAGES, ...more];
export const dockerPackages = (): string[] => basePackages(DOCKER_PACKAGES);

/**
 * Writes the programs that tell how the boot ended. It is the first step, so that the failure of any other step can be
 * reported.
 *
 * @param reports programs besides the one that reads the metadata
 */
export function writeReports(reports: readonly BootFile[]): BootStep {
  return { purpose: 'write the programs that report', files: [metadataProgram(), ...reports] };
}

export function installPackages(packages: readonly string[]): BootStep {
  return { purpose: 'install packages', commands: [`retry dnf install -y -q ${packages.map(quote).join(' ')}`] };
}

/** Starts the agent early, so that CloudWatch has the log of a boot that fails later. */
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
 * Starts Docker, logged in to private registries. A helper gets a token with the instance role for each pull, so no
 * token expires.
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

/** The settings of the application, which stand in a parameter. */
export interface SettingsReference {
  readonly parameterName: string;
  /** A value that changes with the settings: new settings give new user data, and so new instances. */
  readonly fingerprint: string;
}

/** What the programs of an application depend on. */
export interface ApplicationPrograms extends ApplicationUnit {
  readonly region: string;
  readonly settings: SettingsReference;
  /** Lines of the program that systemd runs. The settings are in its environment. */
  readonly start: readonly string[];
}

export function writePrograms(programs: ApplicationPrograms): BootStep {
  return {
    purpose: 'write the programs of the application',
    files: [
      settingsProgram(programs.region, programs.settings.parameterName), startProgram(programs.start), refreshProgram(),
      applicationUnit(programs), ...refreshUnits(),
    ],
    commands: [`# settings ${programs.settings.fingerprint}`, 'systemctl daemon-reload'],
  };
}

export function startApplication(): BootStep {
  return {
    purpose: 'start the application',
    commands: ['systemctl enable web.service web-refresh.timer', 'retry systemctl start web.service web-refresh.timer'],
  };
}

/** The health check of the first boot. The load balancer asks the same. */
export interface HealthProbe {
  readonly url: string;
  /** Healthy status codes in the form of a load balancer: a list of codes and ranges. */
  readonly codes: string;
}

/** Waits until the application answers in a way that the load balancer accepts. */
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
