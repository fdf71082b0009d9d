import type { Book } from './price-figures';

/** Sources of figures that the collected prices do not hold. */
export const MORE_SOURCES: Book['sources'] = {
  'aws-grafana-2024-08': {
    what: 'AWS pricing-page feed "grafana", archived in QuinnyPig/aws-price-watcher', date: '2024-08-26',
  },
  'aws-prometheus-2025-04': {
    what: 'AWS pricing-page feed "prometheus", archived in QuinnyPig/aws-price-watcher', date: '2025-04-28',
  },
  'aws-rds-proxy-2025-06': {
    what: 'AWS pricing-page feed "rds-proxy", archived in QuinnyPig/aws-price-watcher', date: '2025-06-17',
  },
  'burstable-t4g': {
    what: 'EC2 on-demand pricing page, unlimited mode of T4g, quoted in a public merge request', date: '2024-02-05',
  },
};

/** Figures that the collected prices do not hold: one for all Regions, or one a Region in the order of the book. */
export const MORE_FIGURES: Book['figures'] = {
  'aps.collectorHour': {
    unit: 'hour of a collector', source: 'aws-prometheus-2025-04', usd: [
      0.04, 0.04, null, 0.04, 0.0436, 0.04, 0.04, 0.04, 0.04, 0.04, 0.04, 0.05744, 0.04, 0.04, 0.04, 0.04, 0.04,
      null,
    ],
  },
  'aps.samplesMillion': {
    unit: 'million samples taken (first 2 billion)', source: 'aws-prometheus-2025-04', usd: [
      0.09, 0.09, null, 0.09, 0.0981, 0.09, 0.09, 0.09, 0.09, 0.09, 0.09, 0.1292, 0.09, 0.09, 0.09, 0.09, 0.09, null,
    ],
  },
  'burstable.t4gVcpuHour': { unit: 'surplus vCPU-hour (unlimited mode)', source: 'burstable-t4g', usd: 0.04 },
  'elb.trustStoreHour': {
    unit: 'hour of a trust store of a load balancer', source: 'aws-elb-2025-06', usd: [
      0.005, 0.005, 0.0056, 0.0063, 0.0055, 0.0076, 0.0056, 0.0059, 0.0059, 0.006, 0.0053, 0.0059, 0.0053, 0.0056,
      0.0056, 0.0054, 0.005, 0.0054,
    ],
  },
  'grafana.editorMonth': {
    unit: 'active editor a month', source: 'aws-grafana-2024-08', usd: [
      9, 9, null, 9, null, null, 9, 9, null, 9, null, null, null, 9, 9, 9, 9, null,
    ],
  },
  'grafana.viewerMonth': {
    unit: 'active viewer a month', source: 'aws-grafana-2024-08', usd: [
      5, 5, null, 5, null, null, 5, 5, null, 5, null, null, null, 5, 5, 5, 5, null,
    ],
  },
  'rdsProxy.acuHour': {
    unit: 'hour of an ACU of the database', source: 'aws-rds-proxy-2025-06', usd: [
      0.015, 0.015, 0.02, 0.015, 0.018, 0.032, 0.018, 0.018, 0.018, 0.018, 0.018, 0.018, 0.023, 0.025, 0.025, 0.025,
      0.025, 0.025,
    ],
  },
  'rdsProxy.vcpuHour': {
    unit: 'hour of a vCPU of the database', source: 'aws-rds-proxy-2025-06', usd: [
      0.015, 0.015, 0.016, 0.015, 0.016, 0.03, 0.016, 0.017, 0.022, 0.018, 0.017, 0.024, 0.017, 0.018, 0.018, 0.018,
      0.018, 0.024,
    ],
  },
  'rdsStorage.gp2MultiAzGbMonth': {
    unit: 'GB-month', source: 'aws-rds-storage-2025-06', usd: [
      0.23, 0.23, 0.276, 0.23, 0.253, 0.437, 0.253, 0.266, 0.266, 0.273, 0.24, 0.266, 0.262, 0.276, 0.276, 0.276,
      0.276, 0.276,
    ],
  },
  'rdsStorage.gp2SingleAzGbMonth': {
    unit: 'GB-month', source: 'aws-rds-storage-2025-06', usd: [
      0.115, 0.115, 0.138, 0.115, 0.127, 0.219, 0.127, 0.133, 0.133, 0.137, 0.12, 0.133, 0.131, 0.138, 0.138, 0.138,
      0.131, 0.138,
    ],
  },
  'rdsStorage.gp3MultiAzIopsMonth': {
    unit: 'IOPS above the baseline, a month', source: 'aws-rds-storage-2025-06', usd: [
      0.04, 0.04, 0.048, 0.04, 0.044, 0.076, 0.044, 0.046, 0.046, 0.048, 0.042, 0.046, 0.046, 0.048, 0.048, 0.048,
      0.046, 0.048,
    ],
  },
  'rdsStorage.gp3MultiAzMbpsMonth': {
    unit: 'MiB/s above the baseline, a month', source: 'aws-rds-storage-2025-06', usd: [
      0.16, 0.16, 0.192, 0.16, 0.177, 0.305, 0.177, 0.185, 0.185, 0.191, 0.167, 0.185, 0.182, 0.192, 0.192, 0.192,
      0.182, 0.192,
    ],
  },
  'rdsStorage.gp3SingleAzIopsMonth': {
    unit: 'IOPS above the baseline, a month', source: 'aws-rds-storage-2025-06', usd: [
      0.02, 0.02, 0.024, 0.02, 0.022, 0.038, 0.022, 0.023, 0.023, 0.024, 0.021, 0.023, 0.023, 0.024, 0.024, 0.024,
      0.023, 0.024,
    ],
  },
  'rdsStorage.gp3SingleAzMbpsMonth': {
    unit: 'MiB/s above the baseline, a month', source: 'aws-rds-storage-2025-06', usd: [
      0.08, 0.08, 0.096, 0.08, 0.088, 0.152, 0.088, 0.093, 0.093, 0.095, 0.083, 0.093, 0.091, 0.096, 0.096, 0.096,
      0.091, 0.096,
    ],
  },
  'rdsStorage.io1MultiAzGbMonth': {
    unit: 'GB-month', source: 'aws-rds-storage-2025-06', usd: [
      0.25, 0.25, 0.276, 0.25, 0.275, 0.476, 0.276, 0.29, 0.29, 0.298, 0.26, 0.29, 0.262, 0.276, 0.276, 0.3, 0.3,
      0.3,
    ],
  },
  'rdsStorage.io1MultiAzIopsMonth': {
    unit: 'IOPS-month', source: 'aws-rds-storage-2025-06', usd: [
      0.2, 0.2, 0.22, 0.2, 0.22, 0.28, 0.22, 0.231, 0.231, 0.238, 0.2, 0.231, 0.209, 0.22, 0.22, 0.24, 0.24, 0.24,
    ],
  },
  'rdsStorage.io1SingleAzGbMonth': {
    unit: 'GB-month', source: 'aws-rds-storage-2025-06', usd: [
      0.125, 0.125, 0.138, 0.125, 0.138, 0.238, 0.138, 0.145, 0.145, 0.149, 0.13, 0.145, 0.131, 0.138, 0.138, 0.15,
      0.135, 0.15,
    ],
  },
  'rdsStorage.io1SingleAzIopsMonth': {
    unit: 'IOPS-month', source: 'aws-rds-storage-2025-06', usd: [
      0.1, 0.1, 0.11, 0.1, 0.11, 0.14, 0.11, 0.116, 0.116, 0.119, 0.1, 0.116, 0.105, 0.11, 0.11, 0.12, 0.108, 0.12,
    ],
  },
  'rdsStorage.standardMultiAzGbMonth': {
    unit: 'GB-month', source: 'aws-rds-storage-2025-06', usd: [
      0.2, 0.2, 0.22, 0.2, 0.22, 0.38, 0.22, 0.231, 0.231, 0.238, 0.22, 0.231, 0.22, 0.22, 0.22, 0.24, 0.24, 0.24,
    ],
  },
  'rdsStorage.standardSingleAzGbMonth': {
    unit: 'GB-month', source: 'aws-rds-storage-2025-06', usd: [
      0.1, 0.1, 0.11, 0.1, 0.11, 0.19, 0.11, 0.116, 0.116, 0.119, 0.11, 0.116, 0.11, 0.11, 0.11, 0.12, 0.12, 0.12,
    ],
  },
};
