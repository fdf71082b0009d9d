export { CapacityRange, Profile } from './core';
export { type ConnectOptions, type IBackend } from './backend';
export { type IMonitored, Severity, type Signal, type SignalThreshold } from './signal';
