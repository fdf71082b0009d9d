import { WrongUse } from '../outcome';
import type { Snapshot } from './model';
import type { Api } from './operations';
import type { Outside } from './outside';
import { chosen, type AwsOptions, type Chosen } from './place';
import { snapshotOf } from './snapshot';
import { Deployed } from './stacks';

const TO_WATCH = ['AWS::ECS::Service', 'AWS::AutoScaling::AutoScalingGroup', 'AWS::RDS::DBInstance',
  'AWS::RDS::DBCluster', 'AWS::CloudWatch::Alarm'];

/** The stacks that a command works on, and the calls to do so. */
export class Session {
  /** Signs in, and makes sure that the account is the one that the app says. */
  public static async open(stacks: readonly string[], options: AwsOptions, outside: Outside): Promise<Session> {
    const choice = chosen(stacks, options);
    const api = await outside.connect({ profile: choice.profile, region: choice.region });
    if (choice.account !== undefined) await checkAccount(api, choice.account);
    return new Session(api, choice, outside);
  }

  /** Rights that were missing so far, and without which there is less to tell. */
  public readonly missingRights = new Set<string>();

  private constructor(
    public readonly api: Api, public readonly choice: Chosen, public readonly outside: Outside,
  ) {}

  /** Reads what the stacks hold now. */
  public async read(): Promise<Deployed> {
    return await Deployed.read(this.api, this.choice.stacks, this.missingRights);
  }

  /** Looks at what the stacks hold; an error if there is nothing to look at. */
  public async look(): Promise<{ readonly deployed: Deployed; readonly snapshot: Snapshot }> {
    const deployed = await this.read();
    const isEmpty = deployed.of(...TO_WATCH).length === 0
      && deployed.stacks.every(({ status }) => /^(CREATE|UPDATE|IMPORT)_COMPLETE$/.test(status));
    if (isEmpty) throw new WrongUse(nothingIn(this.choice.stacks), 'name the stack of the service');
    return { deployed, snapshot: await snapshotOf(this.api, deployed, this.missingRights, this.outside.now()) };
  }
}

function nothingIn(stacks: readonly string[]): string {
  const names = stacks.map((name) => `"${name}"`).join(', ');
  return `${names} ${stacks.length === 1 ? 'holds' : 'hold'} no service, no group, no database and no alarm`;
}

async function checkAccount(api: Api, account: string): Promise<void> {
  const { Account } = await api.getCallerIdentity({});
  if (Account === account) return;
  throw new WrongUse(`the app is for account ${account}, and your credentials are of account ${Account}`,
    'name the profile of the account with --profile');
}
