import { RemovalPolicy } from 'aws-cdk-lib';
import { Secret as ContainerSecret } from 'aws-cdk-lib/aws-ecs';
import { Secret, type ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { acknowledge, CapacityRange, encryptionKeyOf } from '../../core';
import type { PostgresDatabase } from '../../database';
import { FargateService, TaskVolume, type ServiceImage, type TaskSize } from '../../fargate-service';
import type { Ingress } from '../../ingress';
import { OperationsTopic } from '../../signal';
import { publishRights } from '../backend';
import { DASHBOARD_FOLDER, dashboards, provisioning, type MetricsModel } from '../content';
import { AUTHORITIES_FILE, ConfigAsset, configContainer, databaseAuthorities, type TaskFiles } from '../setup';
import { USERS } from '../setup/images';
import { GRAFANA_PATHS, GRAFANA_PORT, grafanaIni, VARIABLES, type DatabaseTrust } from './grafana-program';
import type { GrafanaSpec, RunningGrafana } from './grafana-variant';
import { cloudWatchRights, GRAFANA_SERVICES } from './rights';

/** What Grafana is made of. */
export interface GrafanaServerProps extends GrafanaSpec {
  readonly image: ServiceImage;
  readonly configurationImage: ServiceImage;
  readonly ingress: Ingress;
  readonly size: TaskSize;
  readonly database?: PostgresDatabase;
}

const PASSWORD_LENGTH = 40;
/** Without a database each task would know other users and sessions. */
const TASKS = { alone: 1, withDatabase: 2 } as const;

/** Grafana as tasks of Fargate. */
export class GrafanaServer extends Construct implements RunningGrafana {
  public readonly service: FargateService;
  public readonly adminPassword: ISecret;

  private readonly asset: ConfigAsset;

  constructor(scope: Construct, id: string, private readonly props: GrafanaServerProps) {
    super(scope, id);
    this.asset = new ConfigAsset(this, 'Config');
    this.adminPassword = this.createSecret('AdminPassword', 'Password of the user admin of Grafana');
    this.service = this.createService(this.createSecret('SecretKey', 'Key of Grafana for secrets in its database'));
    if (props.database) this.service.connectTo(props.database, { environmentPrefix: VARIABLES.DATABASE });
    const alerts = publishRights(OperationsTopic.of(this));
    for (const statement of [...cloudWatchRights(), ...props.query?.rights ?? [], ...alerts]) {
      this.service.taskRole.addToPrincipalPolicy(statement);
    }
    acknowledge(this.service.taskRole.node.findChild('Rights'), 'grafanaMetrics');
    props.query?.admit(this.service.securityGroup);
  }

  public get url(): string { return this.service.url!; }

  public finish(model: MetricsModel): void {
    this.asset.fill(this.filesOf(model));
  }

  private createSecret(id: string, description: string): ISecret {
    const secret = new Secret(this, id, {
      description,
      encryptionKey: encryptionKeyOf(this),
      removalPolicy: RemovalPolicy.DESTROY,
      generateSecretString: { passwordLength: PASSWORD_LENGTH, excludePunctuation: true },
    });
    acknowledge(secret, 'grafanaSecrets');
    return secret;
  }

  private createService(secretKey: ISecret): FargateService {
    const { vpc, cluster, image, configurationImage, ingress, size, database, query } = this.props;
    const [config, data, temporary] = ['config', 'data', 'tmp'].map((name) => TaskVolume.scratch(name));
    const { config: configPath, data: dataPath, temporary: temporaryPath } = GRAFANA_PATHS;
    const writable = [data.at(dataPath), temporary.at(temporaryPath)];
    return new FargateService(this, 'Service', {
      vpc,
      cluster,
      image,
      port: GRAFANA_PORT,
      ingress,
      capacity: CapacityRange.fixed(database ? TASKS.withDatabase : TASKS.alone),
      secrets: {
        [VARIABLES.ADMIN_PASSWORD]: ContainerSecret.fromSecretsManager(this.adminPassword),
        [VARIABLES.SECRET_KEY]: ContainerSecret.fromSecretsManager(secretKey),
      },
      container: {
        user: USERS.grafana,
        readonlyRootFilesystem: true,
        mounts: [config.at(configPath, { readOnly: true }), ...writable],
      },
      task: { size, sidecars: [configContainer({
        asset: this.asset, image: configurationImage, mounts: [config.at(configPath), ...writable],
        services: [...GRAFANA_SERVICES, ...query?.services ?? []],
      })] },
    });
  }

  private filesOf(model: MetricsModel): TaskFiles {
    const { config, data, temporary } = GRAFANA_PATHS;
    const authorities = this.props.database && databaseAuthorities(this);
    const trust: DatabaseTrust = authorities
      ? { sslMode: 'verify-full', authorities: `${config}/${AUTHORITIES_FILE}` }
      : { sslMode: 'require' };
    const below = (folder: string, texts: { readonly [name: string]: string }) => Object.fromEntries(
      Object.entries(texts).map(([name, text]) => [`${folder}/${name}`, text]),
    );
    return {
      files: {
        [`${config}/grafana.ini`]: grafanaIni({ url: this.url, database: this.props.database && trust }),
        ...authorities && { [`${config}/${AUTHORITIES_FILE}`]: authorities },
        ...below(`${config}/provisioning`, provisioning(model, this.props.query)),
        ...below(DASHBOARD_FOLDER, dashboards(model)),
      },
      folders: { [data]: USERS.grafana, [temporary]: USERS.grafana },
    };
  }
}
