import { Stack } from 'aws-cdk-lib';
import type { IPrefixList } from 'aws-cdk-lib/aws-ec2';
import { CfnWorkspace } from 'aws-cdk-lib/aws-grafana';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import {
  acknowledge, contradiction, groupPlaceProblems, LeastPrivilegeRole, OFFERS, Profile, text, warnIfNotOffered,
  type Problem,
} from '../../core';
import type { GrafanaSpec, GrafanaVariant, RunningGrafana } from './grafana-variant';
import { cloudWatchRights } from './rights';

/** Who reaches a workspace of Amazon Managed Grafana. */
export interface AmazonGrafanaOptions {
  /** Prefix lists of the networks that may connect, 1 to 5. */
  readonly allowedPrefixLists: IPrefixList[];
}

/** A workspace of Amazon Managed Grafana with a log-in by SAML. */
export interface AmazonGrafanaSamlOptions extends AmazonGrafanaOptions {
  /** Address of the metadata of the identity provider, with `https://`. */
  readonly metadataUrl: string;
  /** Attribute of the assertion that names the roles of a person, for example `role`. */
  readonly roleAttribute: string;
  /** Values of that attribute that make somebody an administrator, at least one. */
  readonly adminRoles: string[];
}

const VERSION = '10.4';
const MOST_LISTS = 5;

/** `Grafana.amazonIdentityCenter` and `Grafana.amazonSaml`. */
export function amazonGrafana(options: AmazonGrafanaOptions, saml?: AmazonGrafanaSamlOptions): GrafanaVariant {
  return {
    asks: true,
    needsWorkspace: true,
    problems: (prop, scope) => [
      ...contradiction(!(options.allowedPrefixLists.length >= 1 && options.allowedPrefixLists.length <= MOST_LISTS), {
        prop: `${prop}.allowedPrefixLists`, must: `name 1 to ${MOST_LISTS} prefix lists`,
        got: options.allowedPrefixLists.length, advice: 'only people whom you name reach Grafana',
      }),
      ...groupPlaceProblems(scope, `${prop}.allowedPrefixLists`, options.allowedPrefixLists),
      ...saml ? samlProblems(prop, saml) : [],
    ],
    bind: (scope, spec) => new AmazonGrafana(scope, 'Grafana', spec, options, saml),
  };
}

function samlProblems(prop: string, { metadataUrl, roleAttribute, adminRoles }: AmazonGrafanaSamlOptions): Problem[] {
  return [
    ...text(`${prop}.metadataUrl`, metadataUrl, /https:\/\/\S+/, 'be a URL that starts with https://'),
    ...text(`${prop}.roleAttribute`, roleAttribute, /\S+/, 'be the name of an attribute'),
    ...contradiction(adminRoles.length === 0, {
      prop: `${prop}.adminRoles`, must: 'name at least one role', got: adminRoles,
      advice: 'without an administrator nobody could set Grafana up',
    }),
  ];
}

/**
 * CloudFormation makes the workspace; data sources and dashboards are set up in it, because it offers nothing for them.
 */
class AmazonGrafana extends Construct implements RunningGrafana {
  public readonly url: string;

  constructor(
    scope: Construct, id: string, { query }: GrafanaSpec, options: AmazonGrafanaOptions,
    saml?: AmazonGrafanaSamlOptions,
  ) {
    super(scope, id);
    warnIfNotOffered(this, OFFERS.managedGrafana);
    const role = this.createRole(query);
    const workspace = new CfnWorkspace(this, 'Workspace', {
      accountAccessType: 'CURRENT_ACCOUNT',
      authenticationProviders: [saml ? 'SAML' : 'AWS_SSO'],
      permissionType: 'CUSTOMER_MANAGED',
      roleArn: role.roleArn,
      dataSources: ['CLOUDWATCH', 'PROMETHEUS'],
      grafanaVersion: VERSION,
      pluginAdminEnabled: false,
      networkAccessControl: {
        prefixListIds: options.allowedPrefixLists.map(({ prefixListId }) => prefixListId), vpceIds: [],
      },
      samlConfiguration: saml && {
        idpMetadata: { url: saml.metadataUrl }, assertionAttributes: { role: saml.roleAttribute },
        roleValues: { admin: saml.adminRoles },
      },
    });
    // dashboards that people make in it stand nowhere else.
    workspace.applyRemovalPolicy(Profile.of(this)._defaults.telemetryRemoval);
    workspace.node.addDependency(role);
    this.url = `https://${workspace.attrEndpoint}`;
  }

  public finish(): void { /* its dashboards are imported by hand. */ }

  private createRole(query: GrafanaSpec['query']): LeastPrivilegeRole {
    const { account } = Stack.of(this);
    const role = new LeastPrivilegeRole(this, 'Role', {
      assumedBy: new ServicePrincipal('grafana.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': account } },
      }),
      description: 'Amazon Managed Grafana reads metrics',
    });
    for (const statement of [...cloudWatchRights(), ...query?.rights ?? []]) role.addToPolicy(statement);
    acknowledge(role.node.findChild('Rights'), 'grafanaMetrics');
    return role;
  }
}
