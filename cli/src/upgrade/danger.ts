/** What an update must not do by accident. */
export enum DangerKind {
  /** A new, empty one takes the place of something that holds data. */
  REPLACE = 'replace',
  /** CloudFormation may replace it: that depends on the values. */
  MAY_REPLACE = 'may-replace',
  REMOVE = 'remove',
  /** It stands under a condition now, so CloudFormation removes it where the condition is not met. */
  MAY_REMOVE = 'may-remove',
  /** Another logical id: CloudFormation makes a new, empty one and lets go of the old one. */
  RENAME = 'rename',
  /** It stays, and what would keep it at a removal or a replacement goes. */
  UNPROTECT = 'unprotect',
  /** It stays, and AWS deletes what is in it sooner than before: a shorter retention, a rule that lets objects go. */
  EXPIRE = 'expire',
  /** A stack that holds data or outputs is not in the app any more. */
  REMOVE_STACK = 'remove-stack',
  REMOVE_OUTPUT = 'remove-output',
  /** Another stack may import it, and then CloudFormation refuses the update. */
  REMOVE_EXPORT = 'remove-export',
  /** The same for a value of an export, which stays as it is as long as a stack imports it. */
  CHANGE_EXPORT = 'change-export',
}

/** One thing that an update would break. */
export interface Danger {
  readonly stack: string;
  readonly kind: DangerKind;
  /** Logical id of the resource or of the output, name of the export, or the stack itself. */
  readonly id: string;
  /** Type of the resource, or what else it is. */
  readonly type: string;
  /** Construct path, as far as it is known. */
  readonly path: string;
  /** What happens, and why. */
  readonly text: string;
}
