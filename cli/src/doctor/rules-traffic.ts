import type { Rule } from './facts';

const TARGETS = 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html';
const CHECKS = 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/load-balancer-healthcheck.html';
const CERTIFICATE = 'https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html';
const SCALING = 'https://docs.aws.amazon.com/autoscaling/application/userguide/'
  + 'application-auto-scaling-scaling-activities.html';

/** What keeps requests from tasks and instances that run. */
export const TRAFFIC_RULES: readonly Rule[] = [
  {
    id: 'port', from: ['port'], when: /listens on (\d+), requests go to (\d+)/i, also: ['target'],
    cause: 'the application listens on port $1, but requests go to port $2',
    next: 'let the application listen on port $2, or tell the service port $1', see: CHECKS,
  },
  {
    id: 'localhost', from: ['port'], when: /listens on (127\.0\.0\.1|localhost)/i, also: ['target'],
    cause: 'the application listens on $1, where only its own task reaches it',
    next: 'let it listen on 0.0.0.0', see: CHECKS,
  },
  {
    id: 'database-down', from: ['database'],
    when: /\b(stopped|stopping|failed|deleted|deleting|storage-full|inaccessible\S*|incompatible\S*)$/i,
    cause: 'the database is $1',
    next: 'start or repair it: "aws rds start-db-instance"; for storage-full, raise its storage',
    see: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/accessing-monitoring.html',
  },
  {
    id: 'health-path', from: ['target'], when: /ResponseCodeMismatch.*\[(404|301|302)\]/i,
    cause: 'the health check asks for a path that the application answers with $1',
    next: 'set the path of the health check to one that answers 200', see: TARGETS,
  },
  {
    id: 'health-login', from: ['target'], when: /ResponseCodeMismatch.*\[(401|403)\]/i,
    cause: 'the health check gets $1: its path needs a login',
    next: 'leave the path of the health check open; the load balancer cannot sign in', see: TARGETS,
  },
  {
    id: 'health-code', from: ['target'], when: /ResponseCodeMismatch.*\[(\d+)\]/i, also: ['log'],
    cause: 'the application answers the health check with $1',
    next: 'read its log; a health check should not depend on other services', see: TARGETS,
  },
  {
    id: 'no-listener', from: ['target', 'stack event'],
    when: /Target\.NotInUse|does not have an associated load balancer/i,
    cause: 'no listener sends requests to the target group, or its zone is off at the load balancer',
    next: 'add a rule for the target group, before the service is made; check the zones of the load balancer',
    see: TARGETS,
  },
  {
    id: 'target-group-gone', from: ['service event'], when: /TARGET GROUP IS NOT FOUND/i,
    cause: 'the target group of the service was deleted', next: 'deploy again; find the change with "cdk drift"',
    see: CHECKS,
  },
  {
    id: 'slow-start', from: ['log'], when: /ready (\d+) s after its start/i, also: ['stopped task'],
    cause: 'the application needs $1 seconds to start, and is stopped as unhealthy before or soon after',
    next: 'give the service a longer grace period for health checks, or start faster', see: CHECKS,
  },
  {
    id: 'security-group', from: ['network'], also: ['target'],
    when: /^(.+) has no way to (.+) on port (\d+): no rule lets requests (in|out)/,
    cause: 'security groups are closed between $1 and $2 on port $3: no rule lets requests $4',
    next: 'add the rule, in the CDK with "connections.allowFrom"; "cdk drift" shows what was changed by hand',
    see: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/'
      + 'load-balancer-update-security-groups.html',
  },
  {
    id: 'health-timeout', from: ['target'], when: /Target\.Timeout/i, also: ['log'],
    cause: 'the health check gets no answer in time',
    next: 'look whether a security group lets the load balancer in, whether the application listens on 0.0.0.0 and '
      + 'on this port, and whether it is busy', see: TARGETS,
  },
  {
    id: 'health-refused', from: ['target'], when: /Target\.FailedHealthChecks/i, also: ['log'],
    cause: 'the connection of the health check is refused or cut off',
    next: 'look whether the application listens on this port, and speaks the protocol of the target group',
    see: TARGETS,
  },
  {
    id: 'container-check', from: ['service event', 'stopped task'], when: /failed container health checks/i,
    cause: 'the health check inside of the container fails',
    next: 'look whether its program, for example curl, is in the image, and give it a start period',
    see: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/healthcheck.html',
  },
  {
    id: 'load-balancer-check', from: ['service event', 'stopped task'],
    when: /failed ELB health checks|is unhealthy in \(?target-group|is unhealthy.*due to \(reason/i, also: ['log'],
    cause: 'tasks are stopped because the health check of the load balancer fails',
    next: 'ask for the path inside of a task ("exec"), and give the service a longer grace period', see: CHECKS,
  },
  {
    id: 'group-loop', from: ['group'], when: /(?:ELB|EC2) (?:system|instance) ?health check failure|ELB system health/i,
    cause: 'the group replaces instances because their health check fails, again and again',
    next: 'read the boot log of an instance, and give the group a longer grace period', see: TARGETS,
  },
  {
    id: 'certificate-failed', from: ['certificate'], when: /^(?:FAILED|VALIDATION_TIMED_OUT)\s*(\S*)/i,
    cause: 'the certificate was refused: $1',
    next: 'for CAA_ERROR, allow amazon.com in the CAA record of the domain; then make the certificate anew',
    see: 'https://docs.aws.amazon.com/acm/latest/userguide/troubleshooting-failed.html',
  },
  {
    id: 'certificate-waits', from: ['certificate'], when: /^PENDING_VALIDATION/i,
    cause: 'the certificate waits until its record is seen in public DNS',
    next: 'compare the name servers of the hosted zone with those at the registrar: "dig NS DOMAIN"; a private zone '
      + 'never works', see: CERTIFICATE,
  },
  {
    id: 'no-scaling', from: ['scaling'],
    when: /(AlreadyAtMaxCapacity|TargetServicePutResourceAsUnscalable|AutoScalingAnticipatedFlapping)/i,
    cause: 'the service does not scale: $1', next: 'raise its maximum, if the load is real', see: SCALING,
  },
];
