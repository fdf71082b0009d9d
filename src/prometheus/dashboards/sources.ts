import type { SourceJson } from './grafana';

/** Where Prometheus or its workspace is asked. */
export const METRICS: SourceJson = { type: 'prometheus', uid: 'metrics' };
/** Where CloudWatch is asked. */
export const CLOUDWATCH: SourceJson = { type: 'cloudwatch', uid: 'cloudwatch' };
