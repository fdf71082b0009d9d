import type { Problem } from './problem';
import { integer, relation } from './validation';
import { guardFactories } from './guard';

/**
 * How many tasks or instances may run: the lower and the upper bound that scaling moves between.
 *
 * The number inside the range is chosen by the scaling policies and is never reset by a deployment.
 *
 * @example
 * const capacity = CapacityRange.between(2, 10);
 */
export class CapacityRange {
  /**
   * From `min` to `max`, chosen by the scaling policies.
   *
   * @param min smallest number, an integer of at least 0; rejected if above `max`
   * @param max largest number, an integer of at least 0
   */
  public static between(min: number, max: number): CapacityRange {
    return new CapacityRange(min, max);
  }

  /**
   * Always the same number: no scaling.
   *
   * @param count an integer of at least 0; 0 parks the service
   */
  public static fixed(count: number): CapacityRange {
    return new CapacityRange(count, count);
  }

  private constructor(
    /** Smallest number of tasks or instances. */
    public readonly min: number,
    /** Largest number of tasks or instances. */
    public readonly max: number,
  ) {}

  /** Whether the range leaves nothing to scale. */
  public get isFixed(): boolean {
    return this.min === this.max;
  }

  /** @internal */
  public _problems(prop: string): Problem[] {
    return [
      ...integer(`${prop}.min`, this.min, { min: 0 }),
      ...integer(`${prop}.max`, this.max, { min: 0 }),
      ...relation(
        { prop: `${prop}.min`, must: `be at most "${prop}.max" (${this.max})`, got: this.min },
        [this.min, this.max], () => this.min <= this.max,
      ),
    ];
  }
}

guardFactories(CapacityRange);
