import { CpuArchitecture } from 'aws-cdk-lib/aws-ecs';
import type { IRepository } from 'aws-cdk-lib/aws-ecr';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { guardFactories, oneOf, type Problem } from '../core';
import { Bootstrap, TierImage } from '../elastic-web-tier';
import { ServiceImage } from '../fargate-service';
import { BUNDLE_FILE, BUNDLE_FOLDER, METRICS_PORT } from './program';

/** How the image of the application is used. */
export interface VotingImageOptions {
  /**
   * Processor of the tasks, X86_64 or ARM64. ARM64 costs about 20 % less.
   *
   * @default ecs.CpuArchitecture.X86_64 - as for every FargateService
   */
  readonly architecture?: CpuArchitecture;
}

/**
 * The program that the roles run, and where it comes from.
 *
 * @example
 * const image = VotingImage.fromRepository(repository, '1.4.2', { architecture: ecs.CpuArchitecture.ARM64 });
 */
export class VotingImage {
  /**
   * The program that comes with the library. `cdk deploy` builds the image, for which the deploying machine needs
   * Docker; it runs nothing of the image, so either architecture builds on any machine. Instances run the program
   * without a container, and need no Docker anywhere.
   */
  public static bundled(options: VotingImageOptions = {}): VotingImage {
    return new VotingImage(bundledImage(options));
  }

  /**
   * An image in a repository of yours, built from the same folder or from a program of your own that reads the same
   * variables. The deploying machine needs no Docker.
   *
   * @param repository private ECR repository; the roles are granted the right to pull
   * @param tag tag, or digest that begins with `sha256:`
   */
  public static fromRepository(repository: IRepository, tag: string, options: VotingImageOptions = {}): VotingImage {
    return new VotingImage(repositoryImage(repository, tag, options));
  }

  private constructor(
    /** @internal */
    public readonly _variant: VotingImageVariant,
  ) {}

  /** The image for a `FargateService` of your own, for example with the role `api`. */
  public get serviceImage(): ServiceImage {
    return this._variant.service;
  }
}

guardFactories(VotingImage);

/** What instances run, and who may fetch it. */
export interface InstanceProgram {
  readonly bootstrap: Bootstrap;
  grantRead(grantee: IGrantable): void;
}

/** What the images differ in. */
export interface VotingImageVariant {
  readonly architecture: CpuArchitecture;
  /** Whether instances run the image itself. */
  readonly needsSameProcessor: boolean;
  /** Whether it may be a program of the user's own, with variables of its own. */
  readonly mayReadMore: boolean;
  readonly service: ServiceImage;
  problems(prop: string): Problem[];
  /** The program in the role `vote`, on instances. */
  onInstances(scope: Construct): InstanceProgram;
}

/** `VotingImage.bundled`. */
function bundledImage({ architecture = CpuArchitecture.X86_64 }: VotingImageOptions): VotingImageVariant {
  return {
    architecture,
    needsSameProcessor: false,
    mayReadMore: false,
    service: ServiceImage.fromAsset(BUNDLE_FOLDER),
    problems: (prop) => architectureProblems(prop, architecture),
    onInstances: (scope) => {
      const program = new Asset(scope, 'Program', { path: BUNDLE_FILE });
      return {
        bootstrap: Bootstrap.script('/usr/bin/node-24 /opt/voting-app/voting-app.mjs vote', {
          packages: ['nodejs24'],
          setup: [
            'mkdir -p /opt/voting-app',
            `aws s3 cp --only-show-errors ${program.s3ObjectUrl} /opt/voting-app/voting-app.mjs`,
            'chmod 0755 /opt/voting-app',
            'chmod 0644 /opt/voting-app/voting-app.mjs',
          ],
        }),
        grantRead: (grantee) => void program.grantRead(grantee),
      };
    },
  };
}

/** `VotingImage.fromRepository`. */
function repositoryImage(
  repository: IRepository, tag: string, { architecture = CpuArchitecture.X86_64 }: VotingImageOptions,
): VotingImageVariant {
  const service = ServiceImage.fromRepository(repository, tag);
  return {
    architecture,
    needsSameProcessor: true,
    mayReadMore: true,
    service,
    problems: (prop) => [...architectureProblems(prop, architecture), ...service._variant.problems(prop)],
    onInstances: () => ({
      bootstrap: Bootstrap.container(TierImage.fromRepository(repository, tag), {
        command: ['vote'], furtherPorts: [METRICS_PORT],
      }),
      grantRead: () => undefined,
    }),
  };
}

function architectureProblems(prop: string, architecture: CpuArchitecture): Problem[] {
  return oneOf(
    `${prop}.architecture`, architecture._cpuArchitecture ?? '',
    [CpuArchitecture.X86_64, CpuArchitecture.ARM64].map((each) => each._cpuArchitecture),
  );
}
