import type { BootstrapVariant } from './bootstrap-variant';
import { timeoutsOf } from './timeouts';

/** `Bootstrap.none`. */
export const NO_BOOTSTRAP: BootstrapVariant = {
  title: 'Bootstrap.none',
  isNone: true,
  usesDocker: false,
  needsInternet: false,
  pullsPrivately: false,
  floats: false,
  exporters: [],
  ...timeoutsOf({}),
  problems: () => [],
  draft: () => undefined,
  bind: () => undefined,
};
