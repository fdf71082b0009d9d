import { Annotations } from 'aws-cdk-lib';
import type { IRepository } from 'aws-cdk-lib/aws-ecr';
import { Platform } from 'aws-cdk-lib/aws-ecr-assets';
import { ContainerImage, CpuArchitecture } from 'aws-cdk-lib/aws-ecs';
import type { Construct } from 'constructs';
import { readableSecret, secretFieldProblems } from '../../core';
import {
  floats, imageBuildProblems, imageReferenceProblems, tagOrDigestProblems, warnAboutFloatingImage,
  type ImageBuildOptions,
} from '../../workload';
import { BOOTSTRAP_IMAGE } from './bootstrap-image';
import { ImageRepository, imageRepositoryProblems } from './image-repository';
import type { ImageVariant } from './image-variant';
import type { ManagedRepositoryOptions, RegistryImageOptions } from './service-image-options';

const REGISTRY = {
  must: 'be an image of a public registry or of one with credentials', instead: 'ServiceImage.fromRepository',
};

/** `ServiceImage.fromRepository`. */
export function repositoryImage(repository: IRepository, tag: string): ImageVariant {
  return {
    isPublic: false,
    isManaged: false,
    repository,
    problems: (prop) => tagOrDigestProblems(`${prop}.tag`, tag),
    bind: (scope) => {
      warnAboutLatest(scope, tag);
      return { image: ContainerImage.fromEcrRepository(repository, tag), isBootstrap: false };
    },
  };
}

/** `ServiceImage.managedRepository`. */
export function managedImage(options: ManagedRepositoryOptions): ImageVariant {
  const { tag } = options;
  return {
    isPublic: tag === undefined,
    isManaged: true,
    problems: (prop, scope) => [
      ...tagOrDigestProblems(`${prop}.tag`, tag), ...imageRepositoryProblems(scope, `${prop}.`, options),
    ],
    bind: (scope) => {
      warnAboutLatest(scope, tag);
      const { repository } = new ImageRepository(scope, 'Repository', options);
      if (tag !== undefined) {
        return { image: ContainerImage.fromEcrRepository(repository, tag), repository, isBootstrap: false };
      }
      warnAboutPlaceholder(scope);
      return { image: ContainerImage.fromRegistry(BOOTSTRAP_IMAGE), repository, isBootstrap: true };
    },
  };
}

/** `ServiceImage.fromAsset`. */
export function assetImage(directory: string, options: ImageBuildOptions): ImageVariant {
  return {
    isPublic: false,
    isManaged: false,
    problems: (prop) => imageBuildProblems(prop, directory, options),
    bind: (_, architecture) => ({
      image: ContainerImage.fromAsset(directory, { ...options, platform: platformOf(architecture) }),
      isBootstrap: false,
    }),
  };
}

/** `ServiceImage.fromRegistry`. */
export function registryImage(name: string, options: RegistryImageOptions): ImageVariant {
  return {
    isPublic: true,
    isManaged: false,
    credentials: options.credentials,
    problems: (prop) => [
      ...imageReferenceProblems(prop, name, REGISTRY),
      ...options.credentials
        ? secretFieldProblems(`${prop}.credentials`, options.credentials, ['username', 'password'])
        : [],
    ],
    bind: (scope) => {
      if (floats(name)) warnAboutFloatingImage(scope, 'task');
      const credentials = options.credentials && readableSecret(scope, 'Credentials', options.credentials);
      return { image: ContainerImage.fromRegistry(name, { credentials }), isBootstrap: false };
    },
  };
}

function warnAboutLatest(scope: Construct, tag: string | undefined): void {
  if (tag === 'latest') warnAboutFloatingImage(scope, 'task');
}

function warnAboutPlaceholder(scope: Construct): void {
  Annotations.of(scope).addWarningV2('cdk-elastic-web:bootstrapImage',
    'the placeholder runs in place of the application: push an image to the repository, then deploy with its tag in '
    + 'ServiceImage.managedRepository({ tag })');
}

function platformOf(architecture: CpuArchitecture): Platform {
  return architecture._cpuArchitecture === CpuArchitecture.ARM64._cpuArchitecture
    ? Platform.LINUX_ARM64
    : Platform.LINUX_AMD64;
}
