import type { Grant, IGrantable } from 'aws-cdk-lib/aws-iam';

/** Lets identities log in to a backend with IAM, in place of a password. */
export interface IIamLogin {
  /** User that owns the backend. It keeps its password, so no application logs in as this user. */
  readonly masterUserName: string;

  /**
   * Lets an identity log in as one user.
   *
   * @param grantee the role of the application
   * @param userName name of the user in the backend
   */
  grantConnect(grantee: IGrantable, userName: string): Grant;
}
