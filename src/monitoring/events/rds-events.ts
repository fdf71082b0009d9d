import type { CfnResource } from 'aws-cdk-lib';
import { CfnDBInstance } from 'aws-cdk-lib/aws-rds';
import { Severity } from '../../signal';
import type { EventCatalog, SubjectEvent } from './subject-event';

/**
 * Events of an instance by what they ask for. Left out is what is told before every step of growing storage and at
 * every planned restart.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Events.Messages.html
 */
export const RDS_EVENT_IDS = {
  /** Storage full or nearly, failed, wrong parameters or network, key lost. */
  critical: ['0007', '0221', '0330', '0031', '0035', '0036', '0418', '0419', '0223', '0224'],
  /** Storage at 80 % of its maximum, failover, memory, replication, monitoring off, quota, failed upgrade. */
  warning: [
    '0225', '0013', '0015', '0049', '0065', '0404', '0045', '0057', '0079', '0080', '0254', '0270',
  ],
  /** Patches, versions, a new host, certificates, recovery. */
  maintenance: ['0026', '0027', '0155', '0422', '0501', '0502', '0020', '0021', '0052', '0053'],
} as const;

/** What RDS says about an instance. */
export const RDS_EVENTS: EventCatalog = {
  type: CfnDBInstance.CFN_RESOURCE_TYPE_NAME,
  eventsOf: (resource) => [
    event(resource, {
      id: 'Failure', severity: Severity.CRITICAL, what: 'the database fails, or its storage is full',
      firstStep: 'Look at storage and at the log of the database.',
    }, RDS_EVENT_IDS.critical),
    event(resource, {
      id: 'Trouble', severity: Severity.WARNING, what: 'failover, storage, memory or replication',
      firstStep: 'Look at the events of the database.',
    }, RDS_EVENT_IDS.warning),
    event(resource, {
      id: 'Maintenance', severity: Severity.WARNING, what: 'maintenance or recovery',
      firstStep: 'Nothing, if it was planned; else look at the events of the database.',
    }, RDS_EVENT_IDS.maintenance),
    backupFailed(resource as CfnDBInstance),
  ],
};

/** RDS itself has no event for an automated backup that fails; a job of AWS Backup has one. */
function backupFailed(instance: CfnDBInstance): SubjectEvent {
  return {
    id: 'BackupFailed',
    severity: Severity.WARNING,
    what: 'a backup by AWS Backup failed',
    pattern: {
      source: ['aws.backup'],
      detailType: ['Backup Job State Change'],
      detail: { resourceArn: [instance.attrDbInstanceArn], state: ['FAILED', 'EXPIRED', 'ABORTED'] },
    },
    why: '$.detail.state',
    firstStep: 'Look at the job in AWS Backup, and start another one.',
    page: 'backup/home#/jobs/backup',
  };
}

function event(
  instance: CfnResource, about: Pick<SubjectEvent, 'id' | 'severity' | 'what' | 'firstStep'>, ids: readonly string[],
): SubjectEvent {
  return {
    ...about,
    pattern: {
      source: ['aws.rds'],
      detailType: ['RDS DB Instance Event'],
      // by ARN: the identifier of an event may have a prefix.
      detail: {
        SourceArn: [(instance as CfnDBInstance).attrDbInstanceArn], EventID: ids.map((id) => `RDS-EVENT-${id}`),
      },
    },
    why: '$.detail.Message',
    page: `rds/home#database:id=${instance.ref};is-cluster=false;tab=logs-and-events`,
  };
}
