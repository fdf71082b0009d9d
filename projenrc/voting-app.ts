import { awscdk } from 'projen';

/** The voting application: built from app/voting-app into assets/voting-app. */
export function addVotingApp(_project: awscdk.AwsCdkConstructLibrary): void {
  // tasks are added with the application.
}
