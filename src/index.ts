export { CapacityRange, Profile } from './core';
export { type ConnectOptions, type IBackend } from './backend';
export { type IMonitored, OperationsTopic, Severity, type Signal, type SignalThreshold } from './signal';
