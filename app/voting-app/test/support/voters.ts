import { Agent, request } from 'node:http';

const CHOICES = ['a', 'b'];

interface Voter {
  cookie?: string;
  /** Choices that the table may show: the last one acknowledged, and those sent since without an answer. */
  readonly possible: Set<string>;
  acknowledged: boolean;
}

/**
 * Voters who post without pause, change their minds, and remember what was acknowledged.
 *
 * After a refusal the vote may or may not have got through, so the voter's possible choices grow; an acknowledgement
 * makes it one again.
 */
export class Voters {
  public acknowledged = 0;
  public refused = 0;
  private running = true;
  private readonly voters: Voter[] = [];
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 200 });
  private lanes: Promise<unknown> = Promise.resolve();

  /** The addresses may change while it runs. */
  constructor(
    private readonly urls: () => readonly string[], private readonly lanesCount = 50, private readonly pauseMs = 0,
  ) {}

  public start(): void {
    this.lanes = Promise.all(Array.from({ length: this.lanesCount }, (_, lane) => this.lane(lane)));
  }

  public async stop(): Promise<void> {
    this.running = false;
    await this.lanes;
    this.agent.destroy();
  }

  /** Compares with the table: voters whose vote is missing or is one that they did not cast. */
  public judge(rows: readonly { voter_id: string; choice: string }[]): {
    lost: number;
    wrong: number;
    extra: number;
    voters: number;
  } {
    const table = new Map(rows.map((row) => [row.voter_id, row.choice]));
    const known = new Set<string>();
    let lost = 0;
    let wrong = 0;
    for (const voter of this.voters) {
      const id = voter.cookie?.split('=')[1].split('.')[0];
      if (id === undefined) continue;
      known.add(id);
      const choice = table.get(id);
      if (choice === undefined) lost += voter.acknowledged ? 1 : 0;
      else if (!voter.possible.has(choice)) wrong++;
    }
    // rows of voters whose first answer never arrived are allowed: they could not learn their cookie.
    const extra = [...table.keys()].filter((id) => !known.has(id)).length;
    return { lost, wrong, extra, voters: this.voters.length };
  }

  private async lane(lane: number): Promise<void> {
    while (this.running) {
      const voter: Voter = { possible: new Set(), acknowledged: false };
      this.voters.push(voter);
      // each voter votes some times, so that rows change as well as appear.
      for (let turn = 0; turn < 3 && this.running; turn++) {
        const choice = CHOICES[(lane + turn + this.voters.length) % CHOICES.length];
        await this.cast(voter, choice);
        // to the next beat: voters post in waves, so that their votes share entries of the queue.
        if (this.pauseMs > 0) {
          await new Promise((resolve) => setTimeout(resolve, this.pauseMs - Date.now() % this.pauseMs));
        }
      }
    }
  }

  private async cast(voter: Voter, choice: string): Promise<void> {
    const urls = this.urls();
    const url = urls[Math.floor(Math.random() * urls.length)];
    voter.possible.add(choice);
    const answer = url === undefined ? undefined : await this.post(url, choice, voter.cookie);
    if (answer?.cookie !== undefined) voter.cookie = answer.cookie;
    if (answer?.status === 200) {
      this.acknowledged++;
      voter.acknowledged = true;
      voter.possible.clear();
      voter.possible.add(choice);
      return;
    }
    this.refused++;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }

  private post(
    url: string, choice: string, cookie: string | undefined,
  ): Promise<{ status: number; cookie?: string } | undefined> {
    return new Promise((resolve) => {
      const body = `vote=${choice}`;
      const headers: Record<string, string | number> = {
        'content-type': 'application/x-www-form-urlencoded', 'content-length': body.length,
      };
      if (cookie !== undefined) headers.cookie = cookie;
      const sent = request(`${url}/`, { method: 'POST', agent: this.agent, headers, timeout: 10_000 }, (response) => {
        const given = response.headers['set-cookie']?.find((text) => text.startsWith('voter_id='))?.split(';')[0];
        response.on('end', () => resolve({ status: response.statusCode!, cookie: given }));
        response.on('error', () => resolve(undefined));
        response.resume();
      });
      sent.on('timeout', () => sent.destroy());
      sent.on('error', () => resolve(undefined));
      sent.end(body);
    });
  }
}
