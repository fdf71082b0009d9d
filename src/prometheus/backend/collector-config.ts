import type { DiscoveryWriter } from '../../signal';
import { globalOf, literal, type MetricsModel } from '../content';
import { toYaml, type YamlValue } from '../model/yaml';
import { jobNameOf, nameOf, type FoundSource } from '../scraping';

/**
 * What a collector of AWS asks: static addresses and names in the DNS.
 *
 * @see
 *   https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/managed-prometheus-collectors-scraper-configuration.html
 */
export function collectorConfig(model: MetricsModel, found: readonly FoundSource[]): string {
  return toYaml({
    global: globalOf(model),
    scrape_configs: found.map(({ source, subject }) => ({
      job_name: jobNameOf(nameOf(subject), source.name),
      metrics_path: source.path,
      ...targetsOf({ source, subject }),
      relabel_configs: [{ target_label: 'subject', replacement: literal(nameOf(subject)) }],
    })),
  });
}

/** Whether a collector can find a source. */
export function canBeFound({ source }: FoundSource): boolean {
  return source.dnsName !== undefined || addressesOf(source).length > 0;
}

function targetsOf({ source }: FoundSource): { readonly [key: string]: YamlValue } {
  const { dnsName, port } = source;
  return dnsName === undefined
    ? { static_configs: [{ targets: addressesOf(source).map((host) => `${host}:${port}`) }] }
    : { dns_sd_configs: [{ names: [dnsName], type: 'A', port }] };
}

function addressesOf({ discovery }: FoundSource['source']): readonly string[] {
  const writer: DiscoveryWriter<readonly string[]> = {
    ecsService: () => [], ec2Tag: () => [], addresses: (hosts) => hosts,
  };
  return discovery._variant.bind(writer);
}
