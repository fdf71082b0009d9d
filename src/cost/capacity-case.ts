/** Which of the three capacities of a deployment is meant. */
export enum CapacityCase {
  /** The smallest that scaling may reach. */
  MINIMUM = 'minimum',
  /** What is expected on average. */
  EXPECTED = 'expected',
  /** The largest that scaling may reach. */
  MAXIMUM = 'maximum',
}
