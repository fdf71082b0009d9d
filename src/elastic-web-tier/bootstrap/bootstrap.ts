import { Duration } from 'aws-cdk-lib';
import type { InstanceArchitecture } from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import { duration, known, type Problem } from '../../core';
import type { BootPlan, BootRequest, BootstrapKind, BootstrapOptions } from './bootstrap-variant';
import { composeBootstrap, type ComposeBootstrapOptions } from './compose-bootstrap';
import { containerBootstrap, type ContainerBootstrapOptions } from './container-bootstrap';
import { scriptBootstrap, type ScriptBootstrapOptions } from './script-bootstrap';
import type { TierImage } from './tier-image';

const DEFAULT_START_TIMEOUT = Duration.minutes(3);
const DEFAULT_STOP_TIMEOUT = Duration.seconds(30);

/**
 * How an instance comes from a plain Amazon Linux 2023 image to a running application.
 *
 * The first boot installs what is needed, starts the CloudWatch agent, and runs the application under systemd, which
 * starts it again
 * whenever it ends. Settings and secrets are fetched with the instance role each time that the application starts, into
 * a file in
 * memory that only root can read; none stands in the user data. The boot succeeds when the application answers its
 * health check, and
 * CloudFormation is told either way.
 *
 * @example
 * const bootstrap = Bootstrap.container(TierImage.fromRegistry('public.ecr.aws/nginx/nginx:1.27.3'), { containerPort:
 * 80 });
 */
export class Bootstrap {
  /**
   * One container on each instance.
   *
   * @param image where the image comes from
   */
  public static container(image: TierImage, options: ContainerBootstrapOptions = {}): Bootstrap {
    return new Bootstrap(containerBootstrap(image, options), options);
  }

  /**
   * A Compose project on each instance, for applications of several containers. One of them publishes the port of the
   * tier.
   *
   * A service of the file gets settings and secrets by naming them without a value in its `environment`. The file
   * becomes part of the
   * user data, which everyone who may describe the instance can read, and which holds at most 16 KB. Docker Compose is
   * downloaded from
   * its release page in a fixed version and compared with its checksum, so a VPC without a way to the internet is
   * rejected.
   *
   * @param file path of the Compose file
   */
  public static compose(file: string, options: ComposeBootstrapOptions = {}): Bootstrap {
    return new Bootstrap(composeBootstrap(file, options), options);
  }

  /**
   * A program without containers.
   *
   * @param start command that runs in the foreground until it gets SIGTERM, for example `node /opt/shop/server.js`
   */
  public static script(start: string, options: ScriptBootstrapOptions = {}): Bootstrap {
    return new Bootstrap(scriptBootstrap(start, options), options);
  }

  /**
   * Nothing: the machine image brings an application that starts by itself. Settings, secrets, agent and signals are
   * its own matter.
   */
  public static none(): Bootstrap {
    return new Bootstrap(undefined, {});
  }

  private constructor(private readonly kind: BootstrapKind | undefined, private readonly options: BootstrapOptions) {}

  /** @internal */
  public get _isNone(): boolean {
    return this.kind === undefined;
  }

  /** @internal */
  public get _title(): string {
    return this.kind?.title ?? 'Bootstrap.none';
  }

  /** @internal */
  public get _usesDocker(): boolean {
    return this.kind?.usesDocker ?? false;
  }

  /** @internal */
  public get _needsInternet(): boolean {
    return this.kind?.needsInternet ?? false;
  }

  /** @internal */
  public get _pullsPrivately(): boolean {
    return this.kind?.pullsPrivately ?? false;
  }

  /** @internal */
  public get _floats(): boolean {
    return this.kind?.floats ?? false;
  }

  /** @internal */
  public get _startTimeout(): Duration {
    return this.options.startTimeout ?? DEFAULT_START_TIMEOUT;
  }

  /** @internal */
  public get _stopTimeout(): Duration {
    return this.options.stopTimeout ?? DEFAULT_STOP_TIMEOUT;
  }

  /** @internal */
  public _problems(
    prop: string, tier: { readonly port?: number; readonly architecture?: InstanceArchitecture },
  ): Problem[] {
    const { startTimeout, stopTimeout } = this.options;
    return [
      ...known(`${prop}.startTimeout`, startTimeout),
      ...known(`${prop}.stopTimeout`, stopTimeout),
      ...duration(`${prop}.startTimeout`, startTimeout, { min: Duration.seconds(10), max: Duration.minutes(30) }),
      ...duration(`${prop}.stopTimeout`, stopTimeout, { min: Duration.seconds(1), max: Duration.seconds(120) }),
      ...(this.kind?.problems(prop, tier) ?? []),
    ];
  }

  /** @internal */
  public _plan(scope: Construct, request: BootRequest): BootPlan | undefined {
    return this.kind?.plan(scope, request, this._stopTimeout.toSeconds());
  }
}
