import type { IWidget } from 'aws-cdk-lib/aws-cloudwatch';

/** A part of a dashboard with a title. */
export interface Section {
  /** In the words of a reader, for example `Error budget`. */
  readonly title: string;
  /** From the left to the right; a row is full at 24 columns, and as high as its highest widget. */
  readonly widgets: readonly IWidget[];
}
