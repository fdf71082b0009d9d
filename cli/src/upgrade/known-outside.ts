/** Words for an address by which something is called. */
const ADDRESS = 'its address, which others call';
const AGREED = 'what the other side has accepted and routes to';

/**
 * Types of resources that hold no data, but that people and systems outside of the app know, with what a new one does
 * not have: an address in a firewall, a name in a setting, a key that customers have, a mail that somebody confirmed.
 *
 * Certificates are not in the list: the new one is valid before the old one goes, and nobody outside names it. Neither
 * are roles and subscriptions, which come and go with what they belong to.
 */
export const KNOWN_OUTSIDE: { readonly [type: string]: string } = {
  'AWS::Amplify::App': ADDRESS,
  'AWS::ApiGateway::ApiKey': 'the key, which customers have',
  'AWS::ApiGateway::DomainName': 'its target, to which names of others lead',
  'AWS::ApiGateway::DomainNameV2': 'its target, to which names of others lead',
  'AWS::ApiGateway::RestApi': ADDRESS,
  'AWS::ApiGatewayV2::Api': ADDRESS,
  'AWS::ApiGatewayV2::DomainName': 'its target, to which names of others lead',
  'AWS::AppRunner::Service': ADDRESS,
  'AWS::AppSync::Api': ADDRESS,
  'AWS::AppSync::ApiKey': 'the key, which customers have',
  'AWS::AppSync::GraphQLApi': ADDRESS,
  'AWS::CloudFront::AnycastIpList': 'its addresses, which others may have in a firewall',
  'AWS::CloudFront::ConnectionGroup': ADDRESS,
  'AWS::CloudFront::Distribution': 'its DNS name, to which names of others lead',
  'AWS::CodeConnections::Connection': 'what somebody has approved by hand',
  'AWS::CodeStarConnections::Connection': 'what somebody has approved by hand',
  'AWS::Cognito::UserPoolClient': 'its id and its secret, which applications have',
  'AWS::Cognito::UserPoolDomain': 'the address of the log-in, which applications and identity providers have',
  'AWS::Connect::PhoneNumber': 'the number, which people call',
  'AWS::EC2::ClientVpnEndpoint': 'its DNS name, which the settings of people hold',
  'AWS::EC2::EIP': 'its address, which others may have in a firewall',
  'AWS::EC2::TransitGateway': AGREED,
  'AWS::EC2::TransitGatewayAttachment': AGREED,
  'AWS::EC2::TransitGatewayVpcAttachment': AGREED,
  'AWS::EC2::VPCEndpointService': 'its name, to which others connect',
  'AWS::EC2::VPCPeeringConnection': AGREED,
  'AWS::EC2::VPNConnection': 'its addresses and keys, which stand in the router of the other side',
  'AWS::ElasticBeanstalk::Environment': ADDRESS,
  'AWS::ElasticLoadBalancing::LoadBalancer': 'its DNS name, to which names of others lead',
  'AWS::ElasticLoadBalancingV2::LoadBalancer': 'its DNS name, to which names of others lead',
  'AWS::GlobalAccelerator::Accelerator': 'its addresses, which others may have in a firewall',
  'AWS::Lambda::Url': ADDRESS,
  'AWS::Lightsail::StaticIp': 'its address, which others may have in a firewall',
  'AWS::Route53::RecordSet': 'what the name answers, by which people and systems call',
  'AWS::SES::EmailIdentity': 'the proof in DNS, and the reputation of the sender',
  'AWS::SMSVOICE::PhoneNumber': 'the number, which people know',
  'AWS::SNS::Topic': 'the subscriptions that people have confirmed, and those of others',
  'AWS::SSMContacts::ContactChannel': 'what somebody has confirmed on the phone or by mail',
  'AWS::Transfer::Server': ADDRESS,
  'AWS::VpcLattice::Service': ADDRESS,
};
