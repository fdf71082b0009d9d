import { InstanceArchitecture } from 'aws-cdk-lib/aws-ec2';
import type { BootStep } from './boot-script';

/** Amazon Linux has no package of it. */
const VERSION = '2.38.2';
/** Of the binaries that Docker releases, as Docker's own image compares them. */
const BINARIES = {
  [InstanceArchitecture.X86_64]: { name: 'x86_64', sha256: '486b3ffc0f806ca2efbc430cef89955386011662f0c76bad17c103d059cfa9cf' },
  [InstanceArchitecture.ARM_64]: { name: 'aarch64', sha256: '4d0f7678dd3338452beba4518e36a8e22b20cad79ba2535c687da554dc3997fb' },
};
const PLUGIN = '/usr/local/lib/docker/cli-plugins/docker-compose';

/** @see https://docs.docker.com/compose/install/linux/#install-the-plugin-manually */
export function installCompose(architecture: InstanceArchitecture): BootStep {
  const { name, sha256 } = BINARIES[architecture];
  return {
    purpose: 'install Docker Compose',
    commands: [
      `retry curl -fsSL --create-dirs -o ${PLUGIN} https://github.com/docker/compose/releases/download/v${VERSION}/docker-compose-linux-${name}`,
      `echo '${sha256}  ${PLUGIN}' | sha256sum --check --quiet`,
      `chmod 0755 ${PLUGIN}`,
    ],
  };
}
