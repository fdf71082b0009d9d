import { Tokenization } from 'aws-cdk-lib';
import type { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import type { Distribution } from 'aws-cdk-lib/aws-cloudfront';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import {
  ApplicationListener, ApplicationLoadBalancer, ApplicationProtocol, DesyncMitigationMode, ListenerAction,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { IAliasRecordTarget, IHostedZone } from 'aws-cdk-lib/aws-route53';
import { CloudFrontTarget, LoadBalancerTarget } from 'aws-cdk-lib/aws-route53-targets';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { acknowledge, contradiction, isKnown, type Problem, Profile, rejectProblems, writeOutputs } from '../core';
import type { IMonitored, Signal } from '../signal';
import { AccessLogs } from './access-logs';
import { seconds } from './attributes';
import type { ContentDelivery } from './content-delivery';
import { covers, createDnsRecord } from './domain';
import { Firewall } from './firewall';
import { DEFAULT_CLIENT_KEEP_ALIVE, DEFAULT_IDLE_TIMEOUT, type LoadBalancerOptions } from './load-balancer-options';
import { loadBalancerSignals } from './load-balancer-signals';
import { isInternetFacing, webLoadBalancerProblems } from './rules';
import { addressesOf, loadBalancerSubnets } from './subnets';
import { certificateFor, DEFAULT_SSL_POLICY, type TlsOptions } from './tls';

/** Properties of a `WebLoadBalancer`. */
export interface WebLoadBalancerProps extends LoadBalancerOptions, TlsOptions {
  /** VPC of the load balancer; it needs subnets in at least 2 Availability Zones. */
  readonly vpc: ec2.IVpc;

  /**
   * Whether the internet can reach it. An internal one stands in private subnets and has private addresses only.
   *
   * A change makes a new load balancer, with a new DNS name.
   *
   * @default - true, and false behind `contentDelivery`
   */
  readonly internetFacing?: boolean;

  /**
   * HTTPS, or plain HTTP for those who ask for it by name. HTTPS needs `certificate`, or `domainName` and `hostedZone`.
   *
   * @default ApplicationProtocol.HTTPS
   */
  readonly protocol?: ApplicationProtocol;

  /**
   * Port that clients connect to, 1 to 65535.
   *
   * @default - 443 with HTTPS, 80 with HTTP
   */
  readonly port?: number;

  /**
   * Who may connect besides `allowedCidrs`: security groups, prefix lists.
   *
   * @default - nobody else
   */
  readonly allowedPeers?: ec2.IPeer[];

  /**
   * A content delivery network in front; the load balancer then has private addresses only.
   *
   * Rejected together with `allowedCidrs`, `allowedPeers` and `internetFacing: true`.
   *
   * @default - none, clients connect to the load balancer
   */
  readonly contentDelivery?: ContentDelivery;
}

const ANYWHERE = '0.0.0.0/0';
const HTTPS_PORT = 443;
const HTTP_PORT = 80;
const FURTHER_LISTENERS = 'Listeners';

/**
 * An Application Load Balancer that several services can share.
 *
 * It answers 404 by itself; services add rules with `Ingress.route`. HTTPS with a redirect from port 80, hardened
 * headers, access
 * logs, deletion protection and a firewall come by profile. Its security group lets clients in and nothing out but to
 * its targets.
 *
 * @example
 * const edge = new WebLoadBalancer(this, 'Edge', { vpc, domainName: '*.example.com', hostedZone });
 * const orders = Ingress.route(edge, { hosts: ['orders.example.com'] });
 */
export class WebLoadBalancer extends Construct implements ec2.IConnectable, IMonitored {
  /** The load balancer underneath. */
  public readonly loadBalancer: ApplicationLoadBalancer;
  /** The listener that services add their rules to. */
  public readonly listener: ApplicationListener;
  /** The listener on port 80 that redirects to HTTPS. */
  public readonly redirectListener?: ApplicationListener;
  /** Lets clients in, and nothing out but to targets. */
  public readonly securityGroup: ec2.SecurityGroup;
  /** To allow further clients: `connections.allowDefaultPortFrom(peer)`. */
  public readonly connections: ec2.Connections;
  /** Certificate of the listener; nothing with plain HTTP. */
  public readonly certificate?: ICertificate;
  /** Bucket of the access logs. */
  public readonly accessLogBucket?: IBucket;
  /** CloudFront, if there is a content delivery. */
  public readonly distribution?: Distribution;
  /** ARN of the web ACL of the firewall. */
  public readonly webAclArn?: string;
  /** Where users find it, with scheme and without a slash at the end. */
  public readonly url: string;
  /** Whether the internet can reach it. */
  public readonly internetFacing: boolean;

  private readonly port: number;

  constructor(scope: Construct, id: string, private readonly props: WebLoadBalancerProps) {
    super(scope, id);
    rejectProblems(this, 'WebLoadBalancer', webLoadBalancerProblems(this, props));
    this.internetFacing = isInternetFacing(props);
    this.port = props.port ?? (this._isHttps ? HTTPS_PORT : HTTP_PORT);

    this.securityGroup = this.createSecurityGroup();
    this.loadBalancer = this.createLoadBalancer();
    this.accessLogBucket = (props.accessLogs ?? AccessLogs.toNewBucket())._bind(this, this.loadBalancer);
    this.certificate = this._isHttps ? certificateFor(this, props) : undefined;
    this.listener = this.createListener(this, 'Listener', this.port);
    this.redirectListener = this.createRedirect();
    this.webAclArn = this.firewall()._bind(this, this.loadBalancer, props.contentDelivery !== undefined);
    this.distribution = this.createDistribution();
    createDnsRecord(this, props, this._aliasTarget);
    this.connections = new ec2.Connections({
      securityGroups: [this.securityGroup], defaultPort: ec2.Port.tcp(this.port),
    });
    this.url = this._urlFor();
  }

  /**
   * Writes the addresses and ids that others rely on as outputs of the stack: `DnsName`, `Url`, `LoadBalancerArn`,
   * `ListenerArn` and
   * `SecurityGroupId`.
   *
   * @param prefix first part of each name; the id of this construct unless given
   */
  public exportOutputs(prefix?: string): void {
    writeOutputs(this, prefix ?? this.node.id, {
      DnsName: this.loadBalancer.loadBalancerDnsName,
      Url: this.url,
      LoadBalancerArn: this.loadBalancer.loadBalancerArn,
      ListenerArn: this.listener.listenerArn,
      SecurityGroupId: this.securityGroup.securityGroupId,
    });
  }

  /** What is worth watching over all services behind it: errors, rejected connections, days to expiry. */
  public signals(): Signal[] {
    return loadBalancerSignals(this.loadBalancer, this.certificate);
  }

  /** @internal */
  public get _isHttps(): boolean {
    return (this.props.protocol ?? ApplicationProtocol.HTTPS) === ApplicationProtocol.HTTPS;
  }

  /** @internal */
  public get _domainName(): string | undefined {
    return this.props.domainName;
  }

  /** @internal */
  public _hasRecord(domainName: string, hostedZone: IHostedZone): boolean {
    return this.props.hostedZone?.hostedZoneId === hostedZone.hostedZoneId
      && this.props.domainName?.toLowerCase() === domainName.toLowerCase();
  }

  /** @internal */
  public get _aliasTarget(): IAliasRecordTarget {
    return this.distribution ? new CloudFrontTarget(this.distribution) : new LoadBalancerTarget(this.loadBalancer);
  }

  /**
   * The listener on a port, opened on first use.
   *
   * @internal
   */
  public _listenerOn(port?: number): ApplicationListener {
    if (port === undefined || port === this.port) return this.listener;
    const scope = this.node.tryFindChild(FURTHER_LISTENERS) ?? new Construct(this, FURTHER_LISTENERS);
    const existing = scope.node.tryFindChild(`Port${port}`);
    return existing ? existing as ApplicationListener : this.createListener(scope as Construct, `Port${port}`, port);
  }

  /** @internal */
  public _portProblems(prop: string, port: number | undefined): Problem[] {
    return [
      ...contradiction(port === HTTP_PORT && this.redirectListener !== undefined, {
        prop, must: 'not be 80', got: port,
        advice: `port 80 of ${this.node.path} redirects to HTTPS; see "redirectHttp"`,
      }),
      ...contradiction(isKnown(port) && port !== this.port && this.distribution !== undefined, {
        prop, must: `be ${this.port}`, got: port, advice: 'CloudFront forwards to one port of the load balancer',
      }),
    ];
  }

  /** @internal */
  public _domainProblems(prop: string, domainName: string | undefined): Problem[] {
    const own = this.props.domainName;
    const isServed = own === undefined ? false : !isKnown(own) || covers(own, domainName!);
    return contradiction(isKnown(domainName) && this.distribution !== undefined && !isServed, {
      prop, must: own === undefined ? 'be left out' : `be ${own.startsWith('*') ? 'covered by ' : ''}"${own}"`,
      got: domainName,
      advice: `CloudFront in front of ${this.node.path} answers only to the "domainName" of the load balancer`,
    });
  }

  /** @internal */
  public _urlFor(name: string | undefined = this.props.domainName, port: number = this.port): string {
    const host = name?.startsWith('*') ? undefined : name;
    if (this.distribution) return `https://${host ?? this.distribution.distributionDomainName}`;
    const suffix = port === (this._isHttps ? HTTPS_PORT : HTTP_PORT) ? '' : `:${port}`;
    return `${this._isHttps ? 'https' : 'http'}://${host ?? this.loadBalancer.loadBalancerDnsName}${suffix}`;
  }

  private createSecurityGroup(): ec2.SecurityGroup {
    const securityGroup = new ec2.SecurityGroup(this, 'SecurityGroup', {
      vpc: this.props.vpc,
      // never changed, because another text makes another group.
      description: 'Entrance of the load balancer',
      allowAllOutbound: false,
    });
    // AWS lets everything out of a group without a rule, and the rules to targets may stand in stacks that are deployed
    // later.
    securityGroup.addEgressRule(ec2.Peer.ipv4('127.0.0.1/32'), ec2.Port.tcp(443), 'Nowhere, until there are targets');
    return securityGroup;
  }

  private createLoadBalancer(): ApplicationLoadBalancer {
    const { props } = this;
    const loadBalancer = new ApplicationLoadBalancer(this, 'LoadBalancer', {
      vpc: props.vpc,
      vpcSubnets: loadBalancerSubnets(props.vpc, this.internetFacing),
      internetFacing: this.internetFacing,
      securityGroup: this.securityGroup,
      deletionProtection: props.deletionProtection ?? Profile.of(this)._defaults.deletionProtection,
      crossZoneEnabled: true,
      http2Enabled: true,
      dropInvalidHeaderFields: true,
      desyncMitigationMode: DesyncMitigationMode.DEFENSIVE,
    });
    loadBalancer.setAttribute('idle_timeout.timeout_seconds', seconds(props.idleTimeout ?? DEFAULT_IDLE_TIMEOUT));
    loadBalancer.setAttribute('client_keep_alive.seconds', seconds(props.clientKeepAlive ?? DEFAULT_CLIENT_KEEP_ALIVE));
    return loadBalancer;
  }

  private createListener(scope: Construct, id: string, port: number): ApplicationListener {
    this.admitClients(port);
    return new ApplicationListener(scope, id, {
      loadBalancer: this.loadBalancer,
      port,
      protocol: this._isHttps ? ApplicationProtocol.HTTPS : ApplicationProtocol.HTTP,
      certificates: this.certificate && [this.certificate],
      sslPolicy: this._isHttps ? this.props.sslPolicy ?? DEFAULT_SSL_POLICY : undefined,
      open: false,
      defaultAction: ListenerAction.fixedResponse(404, { contentType: 'text/plain', messageBody: 'Not found' }),
    });
  }

  private createRedirect(): ApplicationListener | undefined {
    if (!this._isHttps || this.props.contentDelivery
      || !(this.props.redirectHttp ?? Profile.of(this)._defaults.redirectHttp)) {
      return undefined;
    }
    this.admitClients(HTTP_PORT);
    const redirect = new ApplicationListener(this, 'Redirect', {
      loadBalancer: this.loadBalancer,
      port: HTTP_PORT,
      protocol: ApplicationProtocol.HTTP,
      open: false,
      defaultAction: ListenerAction.redirect({
        protocol: 'HTTPS', port: Tokenization.stringifyNumber(this.port), permanent: true,
      }),
    });
    // where plain HTTP becomes HTTPS, port 80 is free only after the listener has moved.
    redirect.node.addDependency(this.listener.node.defaultChild!);
    return redirect;
  }

  private admitClients(port: number): void {
    const { allowedCidrs, contentDelivery } = this.props;
    const peers = this.props.allowedPeers ?? contentDelivery?._originPeers ?? [];
    const cidrs = allowedCidrs
      ?? (peers.length > 0 ? [] : [this.internetFacing ? ANYWHERE : addressesOf(this.props.vpc)]);
    for (const peer of [...cidrs.map((cidr) => ec2.Peer.ipv4(cidr)), ...peers]) {
      this.securityGroup.addIngressRule(peer, ec2.Port.tcp(port), 'Clients of the load balancer');
    }
    if (cidrs.includes(ANYWHERE)) acknowledge(this.securityGroup, 'publicLoadBalancer');
  }

  private createDistribution(): Distribution | undefined {
    return this.props.contentDelivery?._bind(this, {
      loadBalancer: this.loadBalancer,
      isHttps: this._isHttps,
      port: this.port,
      domainName: this.props.domainName,
      certificate: this.certificate,
    });
  }

  private firewall(): Firewall {
    const isPublic = this.internetFacing || this.props.contentDelivery !== undefined;
    const byProfile = isPublic && Profile.of(this)._defaults.firewall ? Firewall.managed() : Firewall.none();
    return this.props.firewall ?? byProfile;
  }
}
