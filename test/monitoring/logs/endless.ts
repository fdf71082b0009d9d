import type { Resource, Resources } from '../support';

/** Log groups without an end, and what writes to a log group that nobody made before. */
export function endless(resources: Resources): string[] {
  const groups = Object.entries(resources).filter(([, { Type }]) => Type === 'AWS::Logs::LogGroup');
  const named = groups.map(([, { Properties: p }]) => JSON.stringify(p.LogGroupName));
  const problems = Object.entries(resources).map(([id, resource]): [string, string | undefined] =>
    [id, problemOf(resource, groups.map(([group]) => group), named)]);
  return problems.flatMap(([id, problem]) => problem ? [`${id} ${problem}`] : []);
}

function problemOf({ Type, Properties: p }: Resource, groups: string[], named: string[]): string | undefined {
  const knows = (reference: unknown) => groups.some((id) => JSON.stringify(reference ?? '').includes(`"${id}"`));
  const isMade = (prefix: string, name: unknown) =>
    named.some((one) => one?.includes(`"${prefix}",${JSON.stringify(name)}`)
      || (typeof name === 'string' && one?.startsWith(`"${prefix}${name}/`)));
  switch (Type) {
    case 'AWS::Logs::LogGroup': return p.RetentionInDays ? undefined : 'has no retention';
    case 'AWS::Lambda::Function': return knows(p.LoggingConfig) ? undefined : 'writes to a group that Lambda makes';
    case 'AWS::SecretsManager::RotationSchedule':
      return !p.HostedRotationLambda || isMade('/aws/lambda/', p.HostedRotationLambda.RotationLambdaName)
        ? undefined
        : 'writes to a group that Lambda makes';
    case 'AWS::RDS::DBInstance':
      return !p.EnableCloudwatchLogsExports || isMade('/aws/rds/instance/', p.DBInstanceIdentifier)
        ? undefined
        : 'writes to a group that RDS makes';
    case 'AWS::StepFunctions::StateMachine':
      return !p.LoggingConfiguration || knows(p.LoggingConfiguration) ? undefined : 'writes to an unknown group';
    case 'AWS::ECS::TaskDefinition':
      return (p.ContainerDefinitions as Resource['Properties'][])
        .every(({ LogConfiguration: log }) => !log || log.LogDriver !== 'awslogs' || knows(log.Options))
        ? undefined
        : 'writes to an unknown group';
    default: return undefined;
  }
}
