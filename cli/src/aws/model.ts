// what the program knows of a deployment: plain data, which --json writes as it is.

/** A stack of CloudFormation. */
export interface StackState {
  readonly name: string;
  readonly id: string;
  readonly account: string;
  readonly region: string;
  readonly status: string;
  readonly reason?: string;
  readonly changedAt?: Date;
  readonly isProtected: boolean;
}

/** A resource of a stack. */
export interface Resource {
  readonly stack: string;
  readonly type: string;
  readonly logicalId: string;
  readonly physicalId: string;
  readonly status: string;
  readonly reason?: string;
  /** Path of its construct, or its logical id if the template does not tell. */
  readonly path: string;
}

/** A target behind a load balancer. */
export interface TargetState {
  readonly id: string;
  readonly port?: number;
  readonly state: string;
  readonly reason?: string;
  readonly description?: string;
}

/** The targets of one group. */
export interface TargetGroupState {
  readonly arn: string;
  readonly name: string;
  /** Groups of one set share the same tasks: traffic moves between them. */
  readonly set: number;
  readonly targets: readonly TargetState[];
  readonly healthy: number;
}

/** One version of a service that runs now. */
export interface DeploymentState {
  readonly id: string;
  readonly taskDefinition: string;
  readonly isPrimary: boolean;
  readonly desired: number;
  readonly running: number;
  readonly pending: number;
  readonly failed: number;
  readonly state?: string;
  readonly reason?: string;
  readonly since?: Date;
}

/** How far the newest deployment of a service is. */
export interface RolloutState {
  readonly arn: string;
  readonly status: string;
  readonly reason?: string;
  readonly strategy?: string;
  readonly phase?: string;
  /** Share of users' requests that the new version gets, in percent. */
  readonly newTrafficPercent?: number;
  readonly startedAt?: Date;
  readonly finishedAt?: Date;
  readonly failures?: number;
  readonly failureThreshold?: number;
  readonly alarms: readonly string[];
  readonly rollbackReason?: string;
  readonly hooks: readonly { readonly stage?: string; readonly status?: string }[];
}

/** Something that happened. */
export interface Happening {
  readonly at?: Date;
  readonly subject: string;
  readonly text: string;
}

/** A container of a task. */
export interface ContainerState {
  readonly name: string;
  readonly status?: string;
  readonly exitCode?: number;
  readonly reason?: string;
  readonly health?: string;
  readonly runtimeId?: string;
}

/** A task of a service. */
export interface TaskState {
  readonly id: string;
  readonly taskDefinition: string;
  readonly status: string;
  readonly health?: string;
  readonly startedAt?: Date;
  readonly stoppedAt?: Date;
  readonly stopCode?: string;
  readonly stoppedReason?: string;
  readonly isExecEnabled: boolean;
  readonly isExecReady: boolean;
  readonly containers: readonly ContainerState[];
}

/** A service of ECS. */
export interface ServiceState {
  readonly name: string;
  readonly stack: string;
  readonly service: string;
  readonly cluster: string;
  readonly status: string;
  readonly desired: number;
  readonly running: number;
  readonly pending: number;
  readonly taskDefinition?: string;
  readonly deployments: readonly DeploymentState[];
  readonly rollout?: RolloutState;
  readonly targetGroups: readonly TargetGroupState[];
  readonly tasks: readonly TaskState[];
  readonly events: readonly Happening[];
}

/** An instance of a group. */
export interface InstanceState {
  readonly id: string;
  readonly zone?: string;
  readonly lifecycle: string;
  readonly health?: string;
}

/** An Auto Scaling group. */
export interface GroupState {
  readonly name: string;
  readonly stack: string;
  readonly group: string;
  readonly desired: number;
  readonly inService: number;
  readonly minimum: number;
  readonly maximum: number;
  readonly instances: readonly InstanceState[];
  readonly targetGroups: readonly TargetGroupState[];
  readonly refresh?: { readonly status: string; readonly percent?: number; readonly reason?: string };
  readonly activities: readonly (Happening & { readonly status: string })[];
}

/** An alarm. */
export interface AlarmState {
  readonly name: string;
  readonly path: string;
  readonly state: string;
  readonly reason?: string;
  readonly since?: Date;
}

/** A database. */
export interface DatabaseState { readonly name: string; readonly id: string; readonly status: string }

/** All of a deployment at one moment. */
export interface Snapshot {
  readonly at: Date;
  readonly stacks: readonly StackState[];
  readonly addresses: readonly string[];
  readonly services: readonly ServiceState[];
  readonly groups: readonly GroupState[];
  readonly databases: readonly DatabaseState[];
  readonly alarms: readonly AlarmState[];
  /** Actions of IAM without which something is missing here. */
  readonly missingRights: readonly string[];
}
