import type { ILogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct, IDependable } from 'constructs';
import { createLogGroup, type LeastPrivilegeRole, type Variables } from '../../core';
import type { BootstrapVariant } from '../bootstrap/bootstrap-variant';
import { createInstanceRole, grantTelemetry } from './instance-role';
import { Settings } from './settings';

/** What an application depends on besides its bootstrap. */
export interface ApplicationProps extends Variables {
  readonly logRetention?: RetentionDays;
}

/** What the application has before any instance runs: rights, logs and settings. */
export class Application {
  public readonly role: LeastPrivilegeRole;
  public readonly logGroup: ILogGroup;
  /** Undefined if the machine image brings everything. */
  public readonly settings?: Settings;

  constructor(scope: Construct, bootstrap: BootstrapVariant, props: ApplicationProps) {
    this.role = createInstanceRole(scope);
    this.logGroup = createLogGroup(scope, 'LogGroup', { retention: props.logRetention });
    grantTelemetry(this.role, this.logGroup);
    if (bootstrap.isNone) return;
    this.settings = new Settings(scope, 'Settings', this.role);
    this.settings.variables.add(props);
  }

  /** What has to exist before an instance starts. */
  public get dependencies(): IDependable[] {
    return [this.role, ...(this.settings ? [this.settings] : [])];
  }
}
