import { awscdk, javascript } from 'projen';

/** Keeps package-lock.json free of registry addresses and complete for every platform. */
export function addLockfile(project: awscdk.AwsCdkConstructLibrary): void {
  const npmrc = new javascript.NpmConfig(project);
  npmrc.addConfig('omit-lockfile-registry-resolved', 'true');
  npmrc.addConfig('fund', 'false');
  npmrc.addConfig('audit', 'false');
  project.addTask('lock', {
    description: 'Refresh package-lock.json and complete it for every platform',
    exec: 'npm install --package-lock-only && node projenrc/complete-lock.mjs',
  });
  project.tasks.addEnvironment('JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION', '20');
}
