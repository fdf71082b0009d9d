export { CapacityRange, Profile } from './core';
export { AwsService, Nat, Network, type NetworkProps } from './network';
export { type ConnectOptions, type IBackend } from './backend';
export { type IMonitored, OperationsTopic, Severity, type Signal, type SignalThreshold } from './signal';
export {
  AccessLogs, type AccessLogsBucketOptions, type AccessLogsOptions, type DomainOptions, Firewall, type HttpIngressOptions, type HttpsIngressOptions,
  Ingress, type InternalIngressOptions, type LoadBalancerOptions, type ManagedFirewallOptions, type RouteConditions, type RouteOptions, Stickiness,
  type TargetOptions, type TlsOptions, WebLoadBalancer, type WebLoadBalancerProps,
} from './ingress';
