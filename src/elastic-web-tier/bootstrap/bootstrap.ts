import type { BootstrapVariant } from './bootstrap-variant';
import { composeBootstrap, type ComposeBootstrapOptions } from './compose-bootstrap';
import { cadvisor, nodeExporter, withExporter } from './exporters';
import { containerBootstrap, type ContainerBootstrapOptions } from './container-bootstrap';
import { NO_BOOTSTRAP } from './no-bootstrap';
import { scriptBootstrap, type ScriptBootstrapOptions } from './script-bootstrap';
import type { TierImage } from './tier-image';
import { guardFactories } from '../../core';

/**
 * What turns a plain Amazon Linux 2023 instance into a running application.
 *
 * The first boot installs packages, starts the CloudWatch agent, and runs the application under systemd. systemd starts
 * the application again whenever it ends. At each start the instance fetches settings and secrets with its role, and
 * writes them to a file in memory that only root can read. The user data holds none of them. The boot succeeds when the
 * application answers its health check. CloudFormation hears about success and failure.
 *
 * @example
 * const bootstrap = Bootstrap.container(TierImage.fromRegistry('public.ecr.aws/nginx/nginx:1.27.3'), {
 *   containerPort: 80,
 * });
 */
export class Bootstrap {
  /**
   * Runs one container on each instance.
   *
   * @param image where the image comes from
   */
  public static container(image: TierImage, options: ContainerBootstrapOptions = {}): Bootstrap {
    return new Bootstrap(containerBootstrap(image, options));
  }

  /**
   * Runs a Compose project on each instance, for applications of several containers. One of them publishes the port of
   * the tier.
   *
   * A service of the file gets a setting or a secret if its `environment` names it without a value. The file becomes
   * part of the user data. User data holds at most 16 KB, and everyone who may describe the instance can read it.
   *
   * The first boot downloads a fixed version of Docker Compose from its release page and verifies its checksum. A VPC
   * without internet access is therefore an error.
   *
   * @param file path of the Compose file
   */
  public static compose(file: string, options: ComposeBootstrapOptions = {}): Bootstrap {
    return new Bootstrap(composeBootstrap(file, options));
  }

  /**
   * Runs a program without containers.
   *
   * @param start command that runs in the foreground until it gets SIGTERM, for example `node /opt/shop/server.js`
   */
  public static script(start: string, options: ScriptBootstrapOptions = {}): Bootstrap {
    return new Bootstrap(scriptBootstrap(start, options));
  }

  /**
   * Does nothing: the machine image brings an application that starts by itself. The image is then responsible for
   * settings, secrets, agent and signals too.
   */
  public static none(): Bootstrap {
    return new Bootstrap(NO_BOOTSTRAP);
  }

  private constructor(
    /** @internal */
    public readonly _variant: BootstrapVariant,
  ) {}

  /**
   * The same with node_exporter, which reports CPU, memory, disks and network of each instance on port 9100.
   *
   * The first boot downloads a fixed version from its release page and verifies its checksum, so a VPC without internet
   * access is an error. The security group lets only `PrometheusGrafana` in.
   */
  public withNodeExporter(): Bootstrap {
    return new Bootstrap(withExporter(this._variant, nodeExporter()));
  }

  /**
   * The same with cAdvisor, which reports CPU, memory and network of each container on port 9101. Bootstraps without
   * Docker are an error.
   *
   * @param image image of cAdvisor; by default that of the project in a fixed version, through the internet
   */
  public withCadvisor(image?: TierImage): Bootstrap {
    return new Bootstrap(withExporter(this._variant, cadvisor(image)));
  }
}

guardFactories(Bootstrap);
