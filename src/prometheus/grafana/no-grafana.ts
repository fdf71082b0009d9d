import type { GrafanaVariant } from './grafana-variant';

/** `Grafana.none`. */
export function noGrafana(): GrafanaVariant {
  return { asks: false, problems: () => [], bind: () => ({ finish: () => undefined }) };
}
