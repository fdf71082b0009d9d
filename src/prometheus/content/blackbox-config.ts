import { toYaml } from '../model/yaml';

/** How an address is probed. */
export const BLACKBOX_MODULE = 'page';

/** `blackbox.yml`: a page answers with a status of 2xx, after redirects; tasks of Fargate have no IPv6 by default. */
export function blackboxConfig(): string {
  return toYaml({
    modules: {
      [BLACKBOX_MODULE]: {
        prober: 'http', timeout: '8s', http: { preferred_ip_protocol: 'ip4', follow_redirects: true },
      },
    },
  });
}
