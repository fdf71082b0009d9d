/**
 * How much a deployment is used. Charges by use are counted for what is given here; what is left out costs nothing, and
 * the estimate says so.
 *
 * Where an app has several load balancers, NAT gateways, log groups and so on, each is taken to bear an equal share.
 */
export interface MonthlyTraffic {
  /**
   * Requests a second that arrive at load balancers, on average over the month.
   *
   * @default 0 - a load balancer costs its hours
   */
  readonly requestsPerSecond?: number;
  /**
   * New connections a second at load balancers, on average.
   *
   * @default - as many as requests, the most expensive case: browsers send several requests through one connection
   */
  readonly newConnectionsPerSecond?: number;
  /**
   * Size of an average answer with its request, in kilobytes.
   *
   * @default 0 - data is not counted
   */
  readonly responseKb?: number;
  /**
   * Gigabytes that pass NAT gateways in a month.
   *
   * @default 0 - a NAT gateway costs its hours
   */
  readonly natGb?: number;
  /**
   * Gigabytes that pass interface endpoints in a month.
   *
   * @default 0 - an endpoint costs its hours
   */
  readonly endpointGb?: number;
  /**
   * Gigabytes of logs written in a month.
   *
   * @default 0 - logs are not counted
   */
  readonly logGb?: number;
  /**
   * Gigabytes in S3 buckets.
   *
   * @default 0 - storage in buckets is not counted
   */
  readonly bucketGb?: number;
  /**
   * Gigabytes in image repositories.
   *
   * @default 0 - images are not counted
   */
  readonly imageGb?: number;
  /**
   * Gigabytes in EFS file systems and Aurora clusters.
   *
   * @default 0 - data is not counted
   */
  readonly dataGb?: number;
  /**
   * Samples of metrics that Amazon Managed Service for Prometheus takes in a month, in millions. A time series that is
   * scraped every 30 seconds is 0.0876 million.
   *
   * @default 0 - samples are not counted
   */
  readonly millionSamples?: number;
  /**
   * People who edit dashboards in Amazon Managed Grafana in a month, administrators included.
   *
   * @default 0 - users are not counted
   */
  readonly grafanaEditors?: number;
  /**
   * People who only look at dashboards in Amazon Managed Grafana in a month.
   *
   * @default 0 - users are not counted
   */
  readonly grafanaViewers?: number;
  /**
   * CPU that EC2 instances use on average, in percent of all their vCPUs. Above the baseline of its type a burstable
   * instance (T3, T3a, T4g) pays for surplus credits.
   *
   * @default 0 - no surplus credits; a warning says if scaling keeps the CPU above the baseline
   */
  readonly cpuPercent?: number;
}
