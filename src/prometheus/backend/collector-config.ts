import type { DiscoveryWriter } from '../../signal';
import type { MetricsModel } from '../content';
import { toYaml, type YamlValue } from '../model/yaml';
import { jobNameOf, nameOf, type FoundSource } from '../scraping';

/** A scrape that takes longer has failed. */
const LONGEST_SCRAPE_SECONDS = 10;

/**
 * What a collector of AWS asks: static addresses and names in the DNS.
 *
 * @see
 *   https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/managed-prometheus-collectors-scraper-configuration.html
 */
export function collectorConfig(
  { name, region, scrapeIntervalSeconds: interval }: MetricsModel, found: readonly FoundSource[],
): string {
  return toYaml({
    global: {
      scrape_interval: `${interval}s`, scrape_timeout: `${Math.min(interval, LONGEST_SCRAPE_SECONDS)}s`,
      external_labels: { prometheus: name, region },
    },
    scrape_configs: found.map(({ source, subject }) => ({
      job_name: jobNameOf(nameOf(subject), source.name),
      metrics_path: source.path,
      ...targetsOf({ source, subject }),
      relabel_configs: [{ target_label: 'subject', replacement: nameOf(subject) }],
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
