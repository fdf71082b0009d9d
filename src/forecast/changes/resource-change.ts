/** What a deployment does to a resource. */
export enum ResourceChange {
  /** It is new. */
  CREATE = 'create',
  /** It stays, and some of its properties change. */
  UPDATE = 'update',
  /** CloudFormation may replace it: that depends on what the property was and is. */
  MAY_REPLACE = 'may replace',
  /** Another one is made in its place, and everything that names it is pointed to the new one. */
  REPLACE = 'replace',
  /** It is removed at the end, when the new resources work. */
  DELETE = 'delete',
}
