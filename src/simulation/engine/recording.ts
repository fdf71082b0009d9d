const MINUTE = 60;
/** Two stretches of overload that are nearer than this are one. */
const TOGETHER = 60;

/** What one second was like. */
export interface Second {
  readonly load: number;
  /** How much the serving units can bear. */
  readonly borne: number;
  readonly serving: number;
  readonly desired: number;
  readonly billed: number;
  /** Work that waits; 0 where nothing can wait. */
  readonly waiting: number;
  /** Load that nothing took. */
  readonly lost: number;
}

/** A minute, with averages of its seconds; capacity, bounds and what waits as they are at its end. */
export interface Minute {
  readonly seconds: number;
  readonly load: number;
  readonly borne: number;
  readonly serving: number;
  readonly desired: number;
  readonly waiting: number;
  readonly lost: number;
}

/** From a second until another one that is no longer part of it. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** What a simulation is remembered by. */
export class Recording {
  public overload = 0;
  public arrived = 0;
  public unitSeconds = 0;
  public readonly minutes: Minute[] = [];
  private readonly overloads: { from: number; to: number }[] = [];
  private readonly sums = { load: 0, borne: 0, lost: 0, seconds: 0 };

  public add(at: number, second: Second): void {
    const { load, borne, lost, billed, waiting } = second;
    this.arrived += load;
    this.overload += lost;
    this.unitSeconds += billed;
    if (lost > 0 || waiting > 0) this.noteOverload(at);
    this.sums.load += load;
    this.sums.borne += borne;
    this.sums.lost += lost;
    this.sums.seconds += 1;
    if ((at + 1) % MINUTE === 0) this.endMinute(at, second);
  }

  /** Stretches of overload, those that are near to each other as one. */
  public get stretches(): readonly Stretch[] {
    return this.overloads;
  }

  private noteOverload(at: number): void {
    const last = this.overloads.at(-1);
    if (last && at - last.to < TOGETHER) last.to = at + 1;
    else this.overloads.push({ from: at, to: at + 1 });
  }

  private endMinute(at: number, { serving, desired, waiting }: Second): void {
    const { load, borne, lost, seconds } = this.sums;
    this.minutes.push({
      seconds: at + 1 - seconds, load: load / seconds, borne: borne / seconds, lost: lost / seconds, serving, desired,
      waiting,
    });
    Object.assign(this.sums, { load: 0, borne: 0, lost: 0, seconds: 0 });
  }
}
