export { clusterProblems } from './cluster-problems';
export * from './fargate-service';
export * from './fargate-service-props';
export * from './image/image-repository';
export * from './image/service-image';
export * from './image/service-image-options';
export { JobSchedule, type JobTimes } from './job/job-schedule';
export { taskScalingProblems } from './problems';
export * from './rollout/deployment';
export * from './rollout/deployment-options';
export * from './scheduled-job';
export * from './scheduled-job-props';
export { taskSignals, type TaskMetrics } from './signals';
export * from './spot';
export * from './task/container-options';
export {
  type FireLensOptions, LogOutput, type LogOutputOptions, LogRouter,
} from './task/log-router';
export * from './task/migration';
export * from './task/service-connect';
export { type ServiceConnectTlsOptions } from './task/service-connect-tls';
export * from './task/sidecar';
export { type TaskParts } from './task/containers';
export * from './task/sidecar-options';
export { type SidecarVariant } from './task/sidecar-variant';
export * from './task/task-size';
export { type TelemetrySidecarOptions } from './task/telemetry-sidecars';
export { type MountOptions, TaskVolume, VolumeMount } from './task/volume';
