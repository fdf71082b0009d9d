/** A number at the three capacities that matter: the smallest, the usual and the largest. */
export interface CostRange {
  /** At the smallest capacity that scaling may reach. */
  readonly minimum: number;
  /** At the capacity that is expected on average. */
  readonly expected: number;
  /** At the largest capacity that scaling may reach. */
  readonly maximum: number;
}
