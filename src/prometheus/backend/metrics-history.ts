import { ArnFormat, Stack } from 'aws-cdk-lib';
import { CfnWorkspace } from 'aws-cdk-lib/aws-aps';
import type { Construct } from 'constructs';
import {
  guardFactories, OFFERS, placeProblems, type Problem, Profile, profileKeyOf, text, warnIfNotOffered, whereaboutsOfArn,
} from '../../core';

/** A workspace that keeps metrics. */
export interface Workspace {
  readonly arn: string;
  readonly id: string;
  /** What CloudFormation makes, if the library makes the workspace. */
  readonly resource?: CfnWorkspace;
  /** Address with a slash at its end. */
  readonly endpoint: string;
}

/** What the ways to keep metrics differ in. */
export interface MetricsHistoryVariant {
  readonly keepsNothing?: boolean;
  problems(prop: string, scope: Construct): Problem[];
  bind(scope: Construct): Workspace | undefined;
}

/**
 * Where metrics are kept for longer than Prometheus runs.
 *
 * The disk of a task goes with the task, and Prometheus supports no network file system.
 *
 * @example
 * const backend = MetricsBackend.selfHosted({
 *   history: MetricsHistory.workspace('arn:aws:aps:eu-west-1:111122223333:workspace/ws-0f1e2d3c'),
 * });
 *
 * @see https://prometheus.io/docs/prometheus/latest/storage/#operational-aspects
 */
export class MetricsHistory {
  /**
   * In a new workspace of Amazon Managed Service for Prometheus, which keeps metrics for 150 days. About 0.90 USD for
   * 10 million samples that are sent; 1000 series every 30 seconds are 88 million a month.
   */
  public static newWorkspace(): MetricsHistory {
    return new MetricsHistory({ problems: () => [], bind: createWorkspace });
  }

  /**
   * In a workspace that exists.
   *
   * @param workspaceArn in the Region of the stack
   */
  public static workspace(workspaceArn: string): MetricsHistory {
    return new MetricsHistory({
      problems: (prop, scope) => workspaceProblems(`${prop}.workspaceArn`, scope, workspaceArn),
      bind: (scope) => existingWorkspace(scope, workspaceArn),
    });
  }

  /** Nowhere: what the disk of the task holds is all there is, and a new task starts with nothing. */
  public static none(): MetricsHistory {
    return new MetricsHistory({ keepsNothing: true, problems: () => [], bind: () => undefined });
  }

  private constructor(
    /** @internal */
    public readonly _variant: MetricsHistoryVariant,
  ) {}
}

guardFactories(MetricsHistory);

const ARN = /arn:[a-z-]+:aps:[a-z0-9-]+:\d{12}:workspace\/[A-Za-z0-9_-]+/;

function workspaceProblems(prop: string, scope: Construct, arn: string): Problem[] {
  const shape = text(prop, arn, ARN, 'be the ARN of a workspace, "arn:aws:aps:<region>:<account>:workspace/<id>"');
  return shape.length > 0
    ? shape
    : placeProblems(scope, {
        prop, is: whereaboutsOfArn(arn), advice: 'requests are signed for the Region of the stack',
      });
}

/** It outlives the stack where other telemetry does. */
function createWorkspace(scope: Construct): Workspace {
  const workspace = new CfnWorkspace(scope, 'Workspace', { kmsKeyArn: profileKeyOf(scope)?.keyArn });
  warnIfNotOffered(workspace, OFFERS.managedPrometheus);
  workspace.applyRemovalPolicy(Profile.of(scope)._defaults.telemetryRemoval);
  return {
    arn: workspace.attrArn, id: workspace.attrWorkspaceId, endpoint: workspace.attrPrometheusEndpoint,
    resource: workspace,
  };
}

function existingWorkspace(scope: Construct, arn: string): Workspace {
  const stack = Stack.of(scope);
  const id = stack.splitArn(arn, ArnFormat.SLASH_RESOURCE_NAME).resourceName!;
  return { arn, id, endpoint: `https://aps-workspaces.${stack.region}.${stack.urlSuffix}/workspaces/${id}/` };
}
