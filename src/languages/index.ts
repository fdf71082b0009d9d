import { ClusterMode } from '../cache';
import { CapacityRange, guardFactories } from '../core';
import { DatabaseCredentials, Pooling } from '../database';
import {
  DeliveredImage, DeliveryEnvironment, GitHubIdentityProvider, GitHubRepository, PullRequestAccess,
} from '../delivery';
import {
  Bootstrap, Compute, DataVolume, InstancePurchase, Replacement, TierImage,
} from '../elastic-web-tier';
import {
  Deployment, JobSchedule, Logging, LogOutput, Migration, ServiceConnect, ServiceImage, Sidecar, Spot, TaskSize,
  TaskVolume,
} from '../fargate-service';
import { AccessLogs, Authentication, ContentDelivery, DnsRouting, Firewall, Ingress, Stickiness } from '../ingress';
import { BusinessHours, LogErrors, Notification, Objective, Tuning } from '../monitoring';
import { Exporter, Grafana, MetricsBackend, MetricsHistory } from '../prometheus';
import { ScalingPolicy } from '../scaling';
import { Threshold } from '../signal';
import { VoteCompute, VotingImage, VotingIngress } from '../voting-app';
import { Placement } from '../workload';

// every choice whose variant does not look at the kinds itself, as `BackendAccess`, `Poll` and `AdminPage`
// do: `test/contract/untyped.test.ts` names one that is missing here.
guardFactories(
  AccessLogs, Authentication, Bootstrap, BusinessHours, CapacityRange, ClusterMode, Compute, ContentDelivery,
  DataVolume, DatabaseCredentials, DeliveredImage, DeliveryEnvironment, Deployment, DnsRouting, Exporter, Firewall,
  GitHubIdentityProvider, GitHubRepository, Grafana, Ingress, InstancePurchase, JobSchedule, LogErrors, Logging,
  LogOutput, MetricsBackend, MetricsHistory, Migration, Notification, Objective, Placement, Pooling, PullRequestAccess,
  Replacement, ScalingPolicy, ServiceConnect, ServiceImage, Sidecar, Spot, Stickiness, TaskSize,
  TaskVolume, Threshold, TierImage, Tuning,
  VoteCompute, VotingImage, VotingIngress,
);
