import { Duration } from 'aws-cdk-lib';
import type { FargateService } from 'aws-cdk-lib/aws-ecs';
import { Rule } from 'aws-cdk-lib/aws-events';
import { SfnStateMachine } from 'aws-cdk-lib/aws-events-targets';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { DefinitionBody, LogLevel, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { CallAwsService } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import { Construct } from 'constructs';
import { acknowledge, createLogGroup, LeastPrivilegeRole } from '../../core';

/** One call takes seconds: after this time it has failed. */
const TIMEOUT = Duration.minutes(15);
/** The call fails when another deployment runs or AWS throttles it, and may work minutes later. */
const RETRIES = { interval: Duration.seconds(10), maxAttempts: 5, backoffRate: 2 };

/**
 * Replaces the tasks of a service after one of its secrets has rotated, because a running task keeps the value that it
 * started with.
 *
 * Secrets Manager tells EventBridge, and a state machine asks ECS for a new deployment, which rolls back like any
 * other. There is no function code.
 */
export class RestartOnRotation extends Construct {
  private readonly rule: Rule;

  constructor(scope: Construct, id: string, service: FargateService) {
    super(scope, id);
    const machine = this.createMachine(service);
    this.rule = new Rule(this, 'Rule', {
      description: 'A secret that the tasks were started with has rotated',
      eventPattern: {
        source: ['aws.secretsmanager'],
        detailType: ['AWS Service Event via CloudTrail'],
        detail: { eventSource: ['secretsmanager.amazonaws.com'], eventName: ['RotationSucceeded'] },
      },
      targets: [new SfnStateMachine(machine, { role: this.createEventRole() })],
    });
  }

  public watch(secret: ISecret): void {
    // an ARN that was made from a name lacks the dash and the six characters that AWS adds.
    const id = secret.secretFullArn ?? { prefix: `${secret.secretArn}-` };
    this.rule.addEventPattern({ detail: { additionalEventData: { SecretId: [id] } } });
  }

  private createMachine(service: FargateService): StateMachine {
    const role = new LeastPrivilegeRole(this, 'Role', {
      assumedBy: new ServicePrincipal('states.amazonaws.com'), description: 'Starts a new deployment of one service',
    });
    const restart = new CallAwsService(this, 'Restart', {
      service: 'ecs',
      action: 'updateService',
      parameters: { Cluster: service.cluster.clusterArn, Service: service.serviceArn, ForceNewDeployment: true },
      iamAction: 'ecs:UpdateService',
      iamResources: [service.serviceArn],
    }).addRetry(RETRIES);
    const machine = new StateMachine(this, 'Machine', {
      definitionBody: DefinitionBody.fromChainable(restart),
      timeout: TIMEOUT,
      role,
      logs: { destination: createLogGroup(this, 'LogGroup', { content: 'executions' }), level: LogLevel.ALL },
      tracingEnabled: true,
    });
    acknowledge(role.node.findChild('Rights'), 'executionTelemetry');
    return machine;
  }

  private createEventRole(): LeastPrivilegeRole {
    return new LeastPrivilegeRole(this, 'EventRole', {
      assumedBy: new ServicePrincipal('events.amazonaws.com'),
      description: 'Starts the state machine when a secret has rotated',
    });
  }
}
