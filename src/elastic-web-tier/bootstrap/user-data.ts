import { Tokenization } from 'aws-cdk-lib';
import type { InstanceArchitecture } from 'aws-cdk-lib/aws-ec2';
import type { IRepository } from 'aws-cdk-lib/aws-ecr';
import type { Construct } from 'constructs';
import {
  ABANDON, announceReadiness, awaitHealth, awaitTermination, claimDataVolume, dismissPredecessor, installPackages,
  RELEASE_DATA_VOLUME, startAgent,
  startApplication, UNPROTECT, writePrograms, writeReports,
} from '../boot/steps';
import type { DataVolumeMount } from '../boot/programs';
import { renderBootScript, type SignalTarget } from '../boot/script';
import type { Bootstrap } from './bootstrap';

/** Everything that the user data of a tier depends on besides its bootstrap. */
export interface UserDataRequest {
  readonly region: string;
  readonly port: number;
  /** Port of the health check, where it is not that of the requests. */
  readonly healthPort?: string;
  readonly healthPath: string;
  /** `http` or `https`. */
  readonly healthScheme: string;
  /** Codes that count as healthy, as a load balancer takes them. */
  readonly healthCodes: string;
  readonly architecture: InstanceArchitecture;
  readonly signal: SignalTarget;
  readonly logGroupName: string;
  readonly settingsParameter: string;
  readonly settingsFingerprint: string;
  /** Set for the instances of a group: how long the load balancer takes to drain one. */
  readonly drainSeconds?: string;
  /** Set for a single instance that has one. */
  readonly dataVolume?: DataVolumeMount;
  /** Whether the instance and its predecessors are protected against termination. */
  readonly isProtected?: boolean;
}

export interface RenderedUserData {
  readonly script: string;
  /** Private repositories that the instances pull from. */
  readonly repositories: readonly IRepository[];
}

/** The user data of a bootstrap, or nothing for a machine image that brings everything. */
export function renderUserData(scope: Construct, bootstrap: Bootstrap, request: UserDataRequest):
  RenderedUserData
  | undefined {
  const { region, dataVolume, drainSeconds } = request;
  const port = Tokenization.stringifyNumber(request.port);
  const plan = bootstrap._plan(scope, {
    port, healthPort: request.healthPort, architecture: request.architecture, mountPath: dataVolume?.mountPath,
  });
  if (!plan) return undefined;

  const script = renderBootScript({
    title: bootstrap._title,
    region,
    signal: request.signal,
    onFailure: [
      ...(dataVolume ? [RELEASE_DATA_VOLUME] : []), ...(request.isProtected ? [UNPROTECT] : []),
      ...(drainSeconds === undefined ? [] : [ABANDON]),
    ],
    steps: [
      writeReports(region, drainSeconds !== undefined),
      installPackages(plan.packages),
      startAgent({
        region, logGroupName: request.logGroupName, isGroup: drainSeconds !== undefined,
        mountPaths: dataVolume ? [dataVolume.mountPath] : [],
      }),
      writePrograms({
        region,
        settingsParameter: request.settingsParameter,
        settingsFingerprint: request.settingsFingerprint,
        start: plan.start,
        stop: plan.stop,
        stopTimeoutSeconds: bootstrap._stopTimeout.toSeconds(),
        needsDocker: plan.usesDocker,
        mountPath: dataVolume?.mountPath,
      }),
      ...plan.prepare,
      ...(dataVolume ? [claimDataVolume(region, dataVolume, plan.usesDocker)] : []),
      startApplication(),
      awaitHealth(
        {
          url: `${request.healthScheme}://localhost:${request.healthPort ?? port}${request.healthPath}`,
          codes: request.healthCodes,
        },
        bootstrap._startTimeout.toSeconds(),
      ),
      ...(request.isProtected ? [dismissPredecessor(request.signal)] : []),
      ...(drainSeconds === undefined ? [] : [awaitTermination(drainSeconds), announceReadiness()]),
    ],
  });
  return { script, repositories: plan.repositories };
}
