import { IpProtocol } from 'aws-cdk-lib/aws-ec2';
import {
  cidr, integer, known, oneOf, relation, retentionProblems, type Problem,
} from '../core';
import type { NetworkProps } from './network-props';

/**
 * Address space is laid out for this many zones from the start, so that a zone added later moves no subnet. No AWS
 * region offers more than 6 zones, and 3 groups of 6 subnets would not fit into the 16 blocks that a network is cut
 * into.
 */
export const MAX_ZONES = 5;
/** A subnet is a sixteenth of the network. */
export const SUBNET_BITS = 4;

/** The limits of a VPC and of a subnet are /16 and /28. */
const PREFIX = { min: 16, max: 28 - SUBNET_BITS };

/**
 * Addresses that mean this host, itself, its link, or many hosts at once: Amazon EC2 makes no VPC of them.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6890
 */
const UNUSABLE = /^(?:0|127|169\.254|22[4-9]|2[345]\d)\./;

export function networkProblems(props: NetworkProps): Problem[] {
  return [
    ...known('cidr', props.cidr),
    ...cidr('cidr', props.cidr, PREFIX),
    ...relation(
      {
        prop: 'cidr', must: 'lie outside of 0.0.0.0/8, 127.0.0.0/8, 169.254.0.0/16 and 224.0.0.0/3', got: props.cidr,
        advice: 'hosts cannot have those addresses',
      },
      [props.cidr], () => !UNUSABLE.test(props.cidr!),
    ),
    ...known('availabilityZones', props.availabilityZones),
    ...integer('availabilityZones', props.availabilityZones, { min: 2, max: MAX_ZONES }),
    ...oneOf(
      'ipProtocol', props.ipProtocol, [IpProtocol.IPV4_ONLY, IpProtocol.DUAL_STACK],
      'load balancers, images of Amazon ECR and most services of AWS need IPv4',
    ),
    ...retentionProblems('flowLogRetention', props.flowLogRetention),
  ];
}
