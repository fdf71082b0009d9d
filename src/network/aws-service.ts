import { text, type Problem } from '../core';

/** Gateway endpoints are free and exist for these services only. */
const GATEWAYS: readonly string[] = ['s3', 'dynamodb'];

/**
 * An AWS service that a workload calls, by the name of its VPC endpoint.
 *
 * @example
 * const services = [AwsService.ECR_API, AwsService.of('kinesis-streams')];
 */
export class AwsService {
  /** Amazon ECR: login and image manifests. */
  public static readonly ECR_API = new AwsService('ecr.api');
  /** Amazon ECR: the Docker registry itself. */
  public static readonly ECR_DOCKER = new AwsService('ecr.dkr');
  /** Amazon S3, which holds the layers of every ECR image too; a gateway endpoint without a price. */
  public static readonly S3 = new AwsService('s3');
  /** Amazon DynamoDB; a gateway endpoint without a price. */
  public static readonly DYNAMODB = new AwsService('dynamodb');
  /** CloudWatch Logs. */
  public static readonly LOGS = new AwsService('logs');
  /** CloudWatch metrics. */
  public static readonly MONITORING = new AwsService('monitoring');
  /** AWS X-Ray. */
  public static readonly XRAY = new AwsService('xray');
  /** AWS Secrets Manager. */
  public static readonly SECRETS_MANAGER = new AwsService('secretsmanager');
  /** AWS Key Management Service. */
  public static readonly KMS = new AwsService('kms');
  /** AWS Security Token Service. */
  public static readonly STS = new AwsService('sts');
  /** AWS Systems Manager, with the Parameter Store. */
  public static readonly SSM = new AwsService('ssm');
  /** Session Manager and ECS Exec. */
  public static readonly SSM_MESSAGES = new AwsService('ssmmessages');
  /** Messages of Systems Manager to instances. */
  public static readonly EC2_MESSAGES = new AwsService('ec2messages');
  /** Amazon EC2. */
  public static readonly EC2 = new AwsService('ec2');
  /** Amazon ECS. */
  public static readonly ECS = new AwsService('ecs');
  /** The agent of Amazon ECS on instances. */
  public static readonly ECS_AGENT = new AwsService('ecs-agent');
  /** Telemetry of Amazon ECS on instances. */
  public static readonly ECS_TELEMETRY = new AwsService('ecs-telemetry');
  /** EC2 Auto Scaling. */
  public static readonly AUTO_SCALING = new AwsService('autoscaling');
  /** AWS CloudFormation, which instances signal to. */
  public static readonly CLOUDFORMATION = new AwsService('cloudformation');
  /** AWS Step Functions. */
  public static readonly STEP_FUNCTIONS = new AwsService('states');
  /** Amazon EventBridge. */
  public static readonly EVENTS = new AwsService('events');
  /** Amazon SNS. */
  public static readonly SNS = new AwsService('sns');
  /** Amazon SQS. */
  public static readonly SQS = new AwsService('sqs');

  /**
   * Any other service.
   *
   * @param name what follows the region in the endpoint's service name, for example `kinesis-streams` in
   *   `com.amazonaws.eu-west-1.kinesis-streams`
   * @see https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html
   */
  public static of(name: string): AwsService {
    return new AwsService(name);
  }

  private constructor(
    /** What follows the region in the endpoint's service name. */
    public readonly name: string,
  ) {}

  /** Whether the service is reached by a gateway in the route tables, instead of an interface in the subnets. */
  public get isGateway(): boolean {
    return GATEWAYS.includes(this.name);
  }

  /** @internal */
  public get _id(): string {
    return this.name.split(/[.-]/).map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
  }

  /** @internal */
  public _problems(prop: string): Problem[] {
    return text(
      prop, this.name, /(?!(?:com|cn|aws)\.)[a-z0-9]+([.-][a-z0-9]+)*/,
      'be the name of a VPC endpoint service without its region, such as "ecr.api"',
    );
  }
}
