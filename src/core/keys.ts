import { CfnKey, KeySpec, KeyUsage, type IKey } from 'aws-cdk-lib/aws-kms';
import type { IConstruct } from 'constructs';
import type { Problem } from './problem';
import { ifTold, isSame, resourceOf } from './resources';
import { contradiction } from './validation';
import { placeProblems, whereaboutsOf } from './whereabouts';

/** AWS encrypts data with symmetric keys of the same Region. A key of another account is fine. */
export function encryptionKeyProblems(scope: IConstruct, prop: string, key: IKey | undefined): Problem[] {
  if (!key) return [];
  return [
    ...contradiction(isForOtherUse(key), {
      prop, must: 'be a symmetric key for encryption', got: kindOf(key),
      advice: 'leave "keySpec" and "keyUsage" of the key out',
    }),
    ...placeProblems(scope, {
      prop, thing: key, is: whereaboutsOf(key, key.keyArn),
      advice: 'a key works in its own Region only; take a replica of it',
    }),
  ];
}

function isForOtherUse(key: IKey): boolean {
  const { keySpec, keyUsage } = keyResourceOf(key) ?? {};
  return isSame(keySpec, KeySpec.SYMMETRIC_DEFAULT) === false || isSame(keyUsage, KeyUsage.ENCRYPT_DECRYPT) === false;
}

function kindOf(key: IKey): string | undefined {
  const { keySpec, keyUsage } = keyResourceOf(key) ?? {};
  return keySpec === undefined || keySpec === KeySpec.SYMMETRIC_DEFAULT ? keyUsage : keySpec;
}

/** Also that of an alias, which the CDK takes for a key. */
function keyResourceOf(key: IKey): CfnKey | undefined {
  const target = ifTold(() => (key as { readonly aliasTargetKey?: IKey }).aliasTargetKey);
  return resourceOf<CfnKey>(target ?? key, CfnKey.CFN_RESOURCE_TYPE_NAME);
}
