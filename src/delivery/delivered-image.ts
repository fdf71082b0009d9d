import type { DeliveredImageOptions } from './delivered-image-options';
import { ImageVariant } from './delivered-image-variant';
import { guardFactories } from '../core';

/**
 * A container image that a pipeline builds once, and deploys to each environment by its digest.
 *
 * The app gets the digest from context, under the name of the image with `-digest` behind it:
 * `app.node.tryGetContext('shop-digest')`.
 *
 * @example
 * const images = new ImageRepository(this, 'Images');
 * const image = DeliveredImage.of('shop', { repository: images.repository, directory: 'services/shop' });
 */
export class DeliveredImage {
  /**
   * An image.
   *
   * @param name 1 to 40 small letters, digits and "-", beginning with a letter, and known at synthesis
   * @param options repository, and the folder that it is built from
   */
  public static of(name: string, options: DeliveredImageOptions): DeliveredImage {
    return new DeliveredImage(new ImageVariant(name, options));
  }

  private constructor(
    /** @internal */
    public readonly _variant: ImageVariant,
  ) {}
}

guardFactories(DeliveredImage);
