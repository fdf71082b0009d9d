export { CapacityRange, Profile } from './core';
export { AwsService, Nat, Network, type NetworkProps } from './network';
export { type ConnectOptions, type IBackend } from './backend';
export { type IMonitored, OperationsTopic, Severity, type Signal, type SignalThreshold } from './signal';
export {
  AccessLogs, type AccessLogsBucketOptions, type AccessLogsOptions, type CloudFrontOptions, ContentDelivery, type DomainOptions, Firewall,
  type HttpIngressOptions, type HttpsIngressOptions, Ingress, type InternalIngressOptions, type LoadBalancerOptions, type ManagedFirewallOptions,
  type RouteOptions, type SharedIngressOptions, Stickiness, type TargetOptions, type TlsOptions, TrafficSplit, type TrafficSplitProps, WebLoadBalancer,
  type WebLoadBalancerProps,
} from './ingress';
