// a place in which random props are built: one of each thing that users bring, made when it is asked for.
import { App, Stack } from 'aws-cdk-lib';
import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import { Network, Profile } from '../../../src';
import { STRICT_CONTEXT } from '../../../demo/synthesize';
import { FAR, HERE, type Place } from './places';
import { THINGS, vpcOfOthers } from './things';

/** Where the CDK keeps an image of Amazon Linux that it has looked up. */
const imageKey = (processor: string) => `ssm:account=${HERE.account}:parameterName=/aws/service/`
  + `ami-amazon-linux-latest/al2023-ami-kernel-6.1-${processor}:region=${HERE.region}`;

/** How an app is set up. */
export interface Setting {
  readonly profile: 'DEVELOPMENT' | 'STAGING' | 'PRODUCTION' | 'REGULATED';
  /** A network of this library, or one that somebody else made. */
  readonly ownNetwork: boolean;
}

/** An app with one stack. */
export class World implements Place {
  public readonly app: App;
  public readonly stack: Stack;
  private readonly made = new Map<string, unknown>();
  private far?: Stack;
  private names = 0;

  constructor(private readonly setting: Setting, outdir: string) {
    this.app = new App({
      outdir, analyticsReporting: false, treeMetadata: false,
      context: {
        ...STRICT_CONTEXT,
        'aws:cdk:disable-stack-trace': true, 'aws:cdk:disable-creation-stack-traces': true,
        'aws:cdk:disable-logicalId-metadata': true,
        'availability-zones:account=111122223333:region=eu-west-1': ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'],
        ...Object.fromEntries(['x86_64', 'arm64'].map((processor) => [imageKey(processor), 'ami-0123456789abcdef0'])),
      },
    });
    Profile[setting.profile].applyTo(this.app);
    this.stack = new Stack(this.app, 'Stack', { env: HERE });
  }

  /** One that nothing in this place has yet. */
  public newName(start: string): string {
    this.names += 1;
    return `${start}${this.names}`;
  }

  public get farStack(): Stack {
    return this.far ??= new Stack(this.app, 'Far', { env: FAR });
  }

  /** What stands beside the construct that is tried, by its name. */
  public get things(): ReadonlyMap<string, unknown> {
    return this.made;
  }

  public get vpc(): IVpc {
    if (this.setting.ownNetwork) return this.once('Network', (stack, id) => new Network(stack, id)).vpc;
    return this.once('Vpc', vpcOfOthers);
  }

  public of(name: string): unknown {
    return this.once(name, (stack, id) => THINGS[name](stack, id, this));
  }

  private once<T>(id: string, make: (stack: Stack, id: string) => T): T {
    if (!this.made.has(id)) this.made.set(id, make(this.stack, id));
    return this.made.get(id) as T;
  }
}
