import { Tokenization } from 'aws-cdk-lib';
import type { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  ApplicationListener, ApplicationProtocol, ListenerAction, type ApplicationLoadBalancer,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { Construct } from 'constructs';
import { DEFAULT_SSL_POLICY } from './tls';
import { HTTP_PORT, isHttps, type EdgeProps } from './web-load-balancer-props';

/** A listener that answers 404 until services add their rules. */
export function createListener(
  scope: Construct, id: string, loadBalancer: ApplicationLoadBalancer, port: number, props: EdgeProps,
  certificate: ICertificate | undefined,
): ApplicationListener {
  return new ApplicationListener(scope, id, {
    loadBalancer,
    port,
    protocol: isHttps(props) ? ApplicationProtocol.HTTPS : ApplicationProtocol.HTTP,
    certificates: certificate && [certificate],
    sslPolicy: isHttps(props) ? props.tls?.sslPolicy ?? DEFAULT_SSL_POLICY : undefined,
    mutualAuthentication: props.tls?.mutualTls?._variant.render(scope),
    open: false,
    defaultAction: ListenerAction.fixedResponse(404, { contentType: 'text/plain', messageBody: 'Not found' }),
  });
}

/** A listener on port 80 that redirects to another one. */
export function createRedirect(
  scope: Construct, loadBalancer: ApplicationLoadBalancer, to: ApplicationListener, port: number,
): ApplicationListener {
  const redirect = new ApplicationListener(scope, 'Redirect', {
    loadBalancer,
    port: HTTP_PORT,
    protocol: ApplicationProtocol.HTTP,
    open: false,
    defaultAction: ListenerAction.redirect({
      protocol: 'HTTPS', port: Tokenization.stringifyNumber(port), permanent: true,
    }),
  });
  // where plain HTTP becomes HTTPS, port 80 is free only after the other listener has moved.
  redirect.node.addDependency(to.node.defaultChild!);
  return redirect;
}
