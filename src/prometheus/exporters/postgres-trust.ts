import type { Construct } from 'constructs';
import {
  TaskVolume, type FargateService, type ServiceImage, type Sidecar, type VolumeMount,
} from '../../fargate-service';
import {
  AUTHORITIES_FILE, ConfigAsset, configContainer, databaseAuthorities, startAfterConfig, type SslMode,
} from '../setup';

const FOLDER = '/etc/rds';

/** How the containers of a task know that they speak to the database. */
export interface Trust {
  /** Settings of a connection, in the words of libpq. */
  readonly settings: { readonly sslmode: SslMode; readonly sslrootcert?: string };
  /** Where a container has the authorities. */
  readonly mounts: VolumeMount[];
  /** What brings the authorities. */
  readonly sidecars: Sidecar[];
  /** Lets a container that ends before the program starts wait for the authorities. */
  startBefore(service: FargateService, container: string): void;
}

/** The certificate is checked with its name, where the library knows who signs it. */
export function trustIn(scope: Construct, image: ServiceImage): Trust {
  const authorities = databaseAuthorities(scope);
  if (authorities === undefined) {
    return { settings: { sslmode: 'require' }, mounts: [], sidecars: [], startBefore: () => undefined };
  }
  const volume = TaskVolume.scratch('authorities');
  const asset = new ConfigAsset(scope, 'Authorities');
  const sslrootcert = `${FOLDER}/${AUTHORITIES_FILE}`;
  asset.fill({ files: { [sslrootcert]: authorities }, folders: {} });
  return {
    settings: { sslmode: 'verify-full', sslrootcert },
    mounts: [volume.at(FOLDER, { readOnly: true })],
    sidecars: [configContainer({ asset, image, mounts: [volume.at(FOLDER)] })],
    startBefore: startAfterConfig,
  };
}
