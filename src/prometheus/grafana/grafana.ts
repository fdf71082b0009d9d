import { amazonGrafana, type AmazonGrafanaOptions, type AmazonGrafanaSamlOptions } from './amazon-grafana';
import type { GrafanaHttpsOptions, GrafanaInternalOptions } from './grafana-options';
import type { GrafanaVariant } from './grafana-variant';
import { noGrafana } from './no-grafana';
import { hosted } from './hosted-grafana';
import { guardFactories } from '../../core';

/**
 * Where people look at the metrics.
 *
 * Grafana is set up from code: data sources, dashboards and alerts. Nobody signs up, nobody is anonymous, and the
 * password of `admin` is random, in a secret.
 *
 * @example
 * const grafana = Grafana.https({
 *   domainName: 'grafana.example.com', hostedZone, allowedCidrs: ['203.0.113.0/24'],
 * });
 */
export class Grafana {
  /**
   * Behind a load balancer with an address in the internet, over HTTPS, for the networks that you name.
   *
   * @param options name and zone, or certificate; who may connect
   */
  public static https(options: GrafanaHttpsOptions): Grafana {
    return new Grafana(hosted(options, { isInternal: false }));
  }

  /**
   * Behind a load balancer with private addresses, over HTTPS, for the networks and groups that you name.
   *
   * @param options name and zone, or certificate; who may connect
   */
  public static internal(options: GrafanaInternalOptions): Grafana {
    return new Grafana(hosted(options, { isInternal: true }));
  }

  /**
   * A workspace of Amazon Managed Grafana, where people log in with AWS IAM Identity Center. It costs 9 USD a month for
   * each editor and 5 for each viewer.
   *
   * CloudFormation makes the workspace alone. Add the data sources in it, and import dashboards.
   */
  public static amazonIdentityCenter(options: AmazonGrafanaOptions): Grafana {
    return new Grafana(amazonGrafana(options));
  }

  /** The same, where people log in with an identity provider that speaks SAML. */
  public static amazonSaml(options: AmazonGrafanaSamlOptions): Grafana {
    return new Grafana(amazonGrafana(options, options));
  }

  /** No Grafana: metrics and alerts alone, or a Grafana of yours. */
  public static none(): Grafana {
    return new Grafana(noGrafana());
  }

  private constructor(
    /** @internal */
    public readonly _variant: GrafanaVariant,
  ) {}
}

guardFactories(Grafana);
