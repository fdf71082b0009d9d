// models that the tests of the content share.
import { Duration } from 'aws-cdk-lib';
import { Objective } from '../../../src';
import {
  DEFAULT_THRESHOLDS, type Discovery, type JobKind, type MetricsModel, type ScrapeJob,
} from '../../../src/prometheus/model/model';

const CLUSTER = 'arn:aws:ecs:eu-west-1:111122223333:cluster/Stack-Cluster';

export function job(kind: JobKind, name: string, discovery: Discovery, rest: Partial<ScrapeJob> = {}): ScrapeJob {
  return { name, subject: 'voting', kind, port: 9464, path: '/metrics', discovery, ...rest };
}

const service = (name: string): Discovery =>
  ({ kind: 'ecs', clusterArn: CLUSTER, serviceName: `Stack-${name}Service-1a2b3c` });
const local: Discovery = { kind: 'static', hosts: ['127.0.0.1'] };

/** One job of every kind. */
export const FULL_MODEL: MetricsModel = {
  name: 'Stack-Metrics',
  region: 'eu-west-1',
  scrapeIntervalSeconds: 15,
  remoteWriteUrl: 'https://aps-workspaces.eu-west-1.amazonaws.com/workspaces/ws-1/api/v1/remote_write',
  alertmanager: '127.0.0.1:9093',
  topicArn: 'arn:aws:sns:eu-west-1:111122223333:Operations',
  heartbeatTopicArn: 'arn:aws:sns:eu-west-1:111122223333:Heartbeat',
  runbookBaseUrl: 'https://wiki.example.com/rules',
  thresholds: DEFAULT_THRESHOLDS,
  jobs: [
    job('vote', 'voting-vote', service('Vote')),
    job('result', 'voting-result', service('Result')),
    job('worker', 'voting-worker', service('Worker')),
    job('redis', 'voting-cache', local, { port: 9121 }),
    job('postgres', 'voting-database', local, { port: 9187 }),
    job('blackbox', 'voting-address', { kind: 'static', hosts: ['https://vote.example.com/'] }, {
      port: 9115, path: '/probe', exporter: '127.0.0.1:9115',
    }),
    job('application', 'shop', service('Shop'), {
      subject: 'shop', port: 9090,
      http: { requests: 'http_requests_total', status: 'code', duration: 'http_request_duration_seconds' },
    }),
    job('node', 'tier-node', { kind: 'ec2', tagKey: 'Name', tagValue: 'Stack/Tier' }, { subject: 'tier', port: 9100 }),
    job('container', 'tier-container', { kind: 'ec2', tagKey: 'Name', tagValue: 'Stack/Tier' }, {
      subject: 'tier', port: 8080,
    }),
    job('prometheus', 'prometheus', local, { subject: 'metrics', port: 9090 }),
    job('alertmanager', 'alertmanager', local, { subject: 'metrics', port: 9093 }),
  ],
  objectives: [
    { subject: 'voting', objective: Objective.availability(99.9) },
    { subject: 'voting', objective: Objective.latency({ under: Duration.millis(500), percent: 99 }) },
    { subject: 'voting', objective: Objective.latency({ under: Duration.seconds(2), percent: 99.9, percentile: 99 }) },
    { subject: 'shop', objective: Objective.latency({ under: Duration.seconds(1), percent: 99 }) },
  ],
};

/** A model with some of the jobs and nothing else. */
export function modelOf(...kinds: JobKind[]): MetricsModel {
  return {
    name: 'Stack-Metrics', region: 'eu-west-1', scrapeIntervalSeconds: 15, thresholds: DEFAULT_THRESHOLDS,
    objectives: [], jobs: FULL_MODEL.jobs.filter(({ kind }) => kinds.includes(kind)),
  };
}
