import { Match, Template } from 'aws-cdk-lib/assertions';
import { DatabaseCredentials, Pooling } from '../../src';
import { brokenInvariants } from '../support/invariants';
import { databaseWith, replicasOf, templateWith } from './support';

const GENERATED = DatabaseCredentials.generated();

describe('RDS Proxy', () => {
  const { stack, database } = databaseWith({ pooling: Pooling.rdsProxy(), port: 6000 });
  const template = Template.fromStack(stack);

  // R-DB-3, R-SEC-2
  test('takes TLS connections only and knows the credentials by their secret', () => {
    template.hasResourceProperties('AWS::RDS::DBProxy', {
      EngineFamily: 'POSTGRESQL', RequireTLS: true, IdleClientTimeout: 1800,
      Auth: [
        {
          AuthScheme: 'SECRETS', IAMAuth: 'DISABLED', ClientPasswordAuthType: 'POSTGRES_SCRAM_SHA_256',
          SecretArn: stack.resolve(database.secret.secretArn),
        },
      ],
    });
  });

  test('leaves connections for people', () => {
    template.hasResourceProperties('AWS::RDS::DBProxyTargetGroup', {
      ConnectionPoolConfigurationInfo: {
        MaxConnectionsPercent: 90, MaxIdleConnectionsPercent: 50, ConnectionBorrowTimeout: 120,
      },
      DBInstanceIdentifiers: [{ Ref: Match.stringLikeRegexp('^DatabaseInstance') }],
    });
  });

  test('keeps no more idle connections than it may open', () => {
    templateWith({ pooling: Pooling.rdsProxy({ maxConnectionsPercent: 30 }) }).hasResourceProperties(
      'AWS::RDS::DBProxyTargetGroup',
      {
        ConnectionPoolConfigurationInfo: Match.objectLike({ MaxConnectionsPercent: 30, MaxIdleConnectionsPercent: 30 }),
      },
    );
  });

  // R-NET-4
  test('stands between clients and the database, each on one port', () => {
    const [proxyGroup] = database.connections.securityGroups;

    expect(database.connections.securityGroups).toHaveLength(1);
    expect(database.backendPort).toBe(5432);
    template.hasResourceProperties('AWS::EC2::SecurityGroupIngress', {
      GroupId: stack.resolve(database.securityGroup.securityGroupId),
      SourceSecurityGroupId: stack.resolve(proxyGroup.securityGroupId),
      FromPort: 6000,
      ToPort: 6000,
    });
    template.hasResourceProperties('AWS::EC2::SecurityGroupEgress', {
      GroupId: stack.resolve(proxyGroup.securityGroupId), FromPort: 6000, ToPort: 6000,
    });
  });

  test('is the host that clients get', () => {
    expect(stack.resolve(database.host))
      .toEqual({ 'Fn::GetAtt': [expect.stringMatching(/^DatabaseProxy/), 'Endpoint'] });
  });

  test('reads its secret by a role of its own, which is ready first', () => {
    const [{ DependsOn }] = Object.values(template.findResources('AWS::RDS::DBProxy'));

    expect(DependsOn).toEqual(expect.arrayContaining([
      expect.stringMatching(/^DatabaseProxyRoleRights/), expect.stringMatching(/^DatabaseProxyLogGroup/),
    ]));
  });

  test('serves the writer, while replicas are reached on the same port', () => {
    const { stack: other, database: replicated } = databaseWith({
      pooling: Pooling.rdsProxy(), credentials: GENERATED, readReplicas: 1, port: 6000,
    });

    expect(replicated.connections.securityGroups).toHaveLength(2);
    expect(replicasOf(Template.fromStack(other))[0].Properties.Port).toBe('5432');
  });

  test('breaks no invariant', () => {
    expect(brokenInvariants(template.toJSON() as never)).toEqual([]);
  });
});
