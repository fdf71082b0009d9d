import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import type { IConstruct } from 'constructs';
import { idProblems, placeProblems, whereaboutsOf, type Problem } from '../core';

/** A VPC of another account may be shared with this one, but a VPC of another Region never works. */
export function vpcPlaceProblems(scope: IConstruct, prop: string, vpc: IVpc): Problem[] {
  return [
    ...idProblems(prop, vpc.vpcId, 'vpc-'),
    ...placeProblems(scope, {
      prop, thing: vpc, is: whereaboutsOf(vpc, vpc.vpcId), advice: 'nothing stands in a VPC of another Region',
    }),
  ];
}
