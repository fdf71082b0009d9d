/** How an image is built from a directory. */
export interface ImageBuildOptions {
  /**
   * Path of the Dockerfile inside the directory.
   *
   * @default 'Dockerfile'
   */
  readonly file?: string;
  /**
   * Stage of a multi-stage build.
   *
   * @default - the last one
   */
  readonly target?: string;
  /**
   * Build arguments. They end up in the history of the image, so never give a secret.
   *
   * @default - the Dockerfile's own
   */
  readonly buildArgs?: { [name: string]: string };
}
