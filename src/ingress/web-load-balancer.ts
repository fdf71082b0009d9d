import type { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import type { Distribution } from 'aws-cdk-lib/aws-cloudfront';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import {
  IpAddressType, type ApplicationListener, type ApplicationLoadBalancer,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { IAliasRecordTarget, IHostedZone } from 'aws-cdk-lib/aws-route53';
import { CloudFrontTarget, LoadBalancerTarget } from 'aws-cdk-lib/aws-route53-targets';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { contradiction, isKnown, type Problem, Profile, rejectOtherKinds, rejectProblems, writeOutputs } from '../core';
import { hasInternetEgress } from '../network';
import type { IMonitored, Signal } from '../signal';
import { AccessLogs } from './access-logs';
import { noteCertificate, warnOfUncertifiedHosts } from './certificate-names';
import { admitClients, createSecurityGroup } from './clients';
import { createDnsRecord } from './dns-records';
import { isServedBy } from './domain';
import { Firewall } from './firewall';
import { createListener, createRedirect } from './listeners';
import { createLoadBalancer } from './load-balancer';
import { loadBalancerSignals } from './load-balancer-signals';
import type { LoginFacts } from './login-facts';
import { ownProps } from './prop-names';
import { certificateFor } from './tls';
import { webLoadBalancerProblems } from './web-load-balancer-problems';
import {
  hasIpv6, HTTP_PORT, isHttps, isInternetFacing, standardPort, type WebLoadBalancerProps,
} from './web-load-balancer-props';

const FURTHER_LISTENERS = 'Listeners';
/** A quota that AWS does not raise. */
const MAX_VERIFIED = 2;
const listenerId = (port: number) => `Port${port}`;

/**
 * An Application Load Balancer that several services can share.
 *
 * It answers 404 by itself; services add rules with `Ingress.route`. HTTPS with a redirect from port 80, hardened
 * headers, access logs, deletion protection and a firewall come by profile. Its security group lets clients in, and
 * nothing out except to its targets.
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
    rejectOtherKinds(this, 'WebLoadBalancer', props);
    rejectProblems(this, 'WebLoadBalancer', webLoadBalancerProblems(ownProps, this, props));
    this.internetFacing = isInternetFacing(props);
    this.port = props.port ?? standardPort(props);

    this.securityGroup = createSecurityGroup(this, props.vpc);
    this.loadBalancer = createLoadBalancer(this, props, this.securityGroup);
    this.accessLogBucket = (props.accessLogs ?? AccessLogs.toNewBucket())._variant.bind(this, this.loadBalancer);
    this.certificate = isHttps(props) ? certificateFor(this, props) : undefined;
    this.listener = this.openListener(this, 'Listener', this.port);
    this.redirectListener = this.redirects() ? this.openRedirect() : undefined;
    this.webAclArn = this.firewall()._variant.bind(this, this.loadBalancer, props.contentDelivery !== undefined);
    this.distribution = this.createDistribution();
    createDnsRecord(this, props, () => this._aliasTarget, this._hasIpv6);
    this.connections = new ec2.Connections({
      securityGroups: [this.securityGroup], defaultPort: ec2.Port.tcp(this.port),
    });
    this.url = this._urlFor();
  }

  /**
   * Writes the addresses and ids that others rely on as outputs of the stack: `DnsName`, `Url`, `LoadBalancerArn`,
   * `ListenerArn` and `SecurityGroupId`.
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
  public get _hasIpv6(): boolean {
    return hasIpv6(this.props);
  }

  /** @internal */
  public get _isHttps(): boolean {
    return isHttps(this.props);
  }

  /** @internal */
  public get _loginFacts(): LoginFacts {
    return {
      isPlain: !this._isHttps, isCutOff: !this.internetFacing && !hasInternetEgress(this.props.vpc),
      lacksIpv4: this.props.placement?.ipAddressType === IpAddressType.DUAL_STACK_WITHOUT_PUBLIC_IPV4,
      domainName: this._domainName,
    };
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
   * The listener on a port; nothing if no service has asked for that port yet.
   *
   * @internal
   */
  public _findListener(port: number = this.port): ApplicationListener | undefined {
    if (port === this.port) return this.listener;
    const further = this.node.tryFindChild(FURTHER_LISTENERS)?.node.tryFindChild(listenerId(port));
    return further && further as ApplicationListener;
  }

  /**
   * The listener on a port, opened on first use.
   *
   * @internal
   */
  public _listenerOn(port: number = this.port): ApplicationListener {
    const open = this._findListener(port);
    if (open) return open;
    const scope = this.node.tryFindChild(FURTHER_LISTENERS) ?? new Construct(this, FURTHER_LISTENERS);
    return this.openListener(scope as Construct, listenerId(port), port);
  }

  /** @internal */
  public _portProblems(prop: string, port: number | undefined): Problem[] {
    return [
      ...contradiction(port === HTTP_PORT && this.redirectListener !== undefined, {
        prop, must: 'not be 80', got: port,
        advice: `port 80 of ${this.node.path} redirects to HTTPS; see "tls.redirectHttp"`,
      }),
      ...contradiction(isKnown(port) && this._findListener(port) === undefined && this.verifiesOnAllListeners(), {
        prop, must: `be one of the ${MAX_VERIFIED} ports that there are`, got: port,
        advice: `AWS verifies certificates of clients on ${MAX_VERIFIED} listeners of a load balancer`,
      }),
      ...contradiction(isKnown(port) && port !== this.port && this.distribution !== undefined, {
        prop, must: `be ${this.port}`, got: port, advice: 'CloudFront forwards to one port of the load balancer',
      }),
    ];
  }

  /** @internal */
  public _domainProblems(prop: string, name: string | undefined): Problem[] {
    const own = this.props.domainName;
    if (this.distribution === undefined || !isKnown(name)) return [];
    const isServed = own === undefined ? /[*?]/.test(name) : !isKnown(own) || isServedBy(own, name);
    return contradiction(!isServed, {
      prop, must: own === undefined ? 'be left out' : `be ${own.startsWith('*') ? 'covered by ' : ''}"${own}"`,
      got: name,
      advice: `CloudFront in front of ${this.node.path} answers only to the "domainName" of the load balancer`,
    });
  }

  /** @internal */
  public _urlFor(name: string | undefined = this.props.domainName, port: number = this.port): string {
    const host = name?.startsWith('*') ? undefined : name;
    if (this.distribution) return `https://${host ?? this.distribution.distributionDomainName}`;
    const suffix = port === standardPort(this.props) ? '' : `:${port}`;
    return `${isHttps(this.props) ? 'https' : 'http'}://${host ?? this.loadBalancer.loadBalancerDnsName}${suffix}`;
  }

  private verifiesOnAllListeners(): boolean {
    const further = this.node.tryFindChild(FURTHER_LISTENERS)?.node.children.length ?? 0;
    return this.props.tls?.mutualTls?._variant.isVerified === true && 1 + further >= MAX_VERIFIED;
  }

  private openListener(scope: Construct, id: string, port: number): ApplicationListener {
    admitClients(this.securityGroup, this.props, port);
    const listener = createListener(scope, id, this.loadBalancer, port, this.props, this.certificate);
    noteCertificate(listener, this.certificate);
    if (this._domainName !== undefined && this.certificate) warnOfUncertifiedHosts(this, listener, [this._domainName]);
    return listener;
  }

  private openRedirect(): ApplicationListener {
    admitClients(this.securityGroup, this.props, HTTP_PORT);
    return createRedirect(this, this.loadBalancer, this.listener, this.port);
  }

  private redirects(): boolean {
    const { contentDelivery, tls } = this.props;
    return isHttps(this.props) && !contentDelivery && (tls?.redirectHttp ?? Profile.of(this)._defaults.redirectHttp);
  }

  private createDistribution(): Distribution | undefined {
    return this.props.contentDelivery?._variant.bind(this, {
      loadBalancer: this.loadBalancer,
      isHttps: isHttps(this.props),
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
