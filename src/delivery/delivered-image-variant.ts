import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import { known, text, type Problem } from '../core';
import { repositoryPlaceProblems } from '../workload';
import type { DeliveredImageOptions } from './delivered-image-options';

const NAME = /[a-z](?:[a-z0-9]|-(?=[a-z0-9])){0,39}/;
const DIRECTORY = /(?!.*\.\.)[A-Za-z0-9._][A-Za-z0-9/._-]*/;
/** What a pipeline asks about an image: whether it is there, what was found in it, layers for the next build. */
const READING = [
  'ecr:BatchGetImage', 'ecr:DescribeImages', 'ecr:DescribeImageScanFindings', 'ecr:GetDownloadUrlForLayer',
];

/** An image and its rules. */
export class ImageVariant {
  constructor(public readonly name: string, private readonly options: DeliveredImageOptions) {}

  public get directory(): string {
    return this.options.directory ?? this.name;
  }

  public get repositoryUri(): string {
    return this.options.repository.repositoryUri;
  }

  public problems(prop: string, scope: IConstruct): Problem[] {
    const { directory, repository } = this.options;
    return [
      ...repositoryPlaceProblems(`${prop}.repository`, scope, repository),
      ...known(`${prop}.name`, this.name),
      ...text(`${prop}.name`, this.name, NAME, 'have 1 to 40 small letters, digits and single "-" between them'),
      ...known(`${prop}.directory`, directory),
      ...text(`${prop}.directory`, directory, DIRECTORY, 'be a folder of the repository such as services/shop'),
    ];
  }

  /** The right to push the image, and to read what was pushed. */
  public grantPush(grantee: IGrantable): void {
    const { repository } = this.options;
    repository.grantPush(grantee);
    repository.grant(grantee, ...READING);
  }
}
