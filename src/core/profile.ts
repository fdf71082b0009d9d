import type { IConstruct } from 'constructs';
import { rejectOtherArguments } from './kinds';
import { Mark } from './marks';
import { PROFILE_DEFAULTS, type ProfileDefault } from './profile-defaults';

type Table = typeof PROFILE_DEFAULTS;
/** The defaults of one profile. */
export type Defaults = { readonly [K in keyof Table]: Table[K] extends ProfileDefault<infer T> ? T : never };
type ProfileName = 'development' | 'staging' | 'production' | 'regulated';

const APPLIED = new Mark<Profile>('profile');
const READ = new Mark<boolean>('profile-read');

/**
 * A set of defaults: how large, how redundant and how protected the resources of an environment are.
 *
 * A profile changes defaults and nothing else; an explicit prop always wins. `docs/profiles.md` lists every default
 * that differs. Without a profile everything is built for production.
 *
 * @example
 * const app = new App();
 * Profile.DEVELOPMENT.applyTo(app);
 */
export class Profile {
  /** Small, single, cheap and removed with its stack: one person's sandbox, or a preview of a pull request. */
  public static readonly DEVELOPMENT = new Profile('development');
  /** Shaped like production where shape matters, small where size costs. */
  public static readonly STAGING = new Profile('staging');
  /** Redundant over three Availability Zones, protected against deletion, audited. The default. */
  public static readonly PRODUCTION = new Profile('production');
  /**
   * Production, and what the HIPAA, NIST 800-53 and PCI DSS rule packs ask on top: own keys, no port 80, long
   * retention.
   */
  public static readonly REGULATED = new Profile('regulated');

  /**
   * The profile with this name, for apps that take it from context or from the environment.
   *
   * @param name development, staging, production or regulated; any other name throws
   */
  public static named(name: string): Profile {
    const found = [Profile.DEVELOPMENT, Profile.STAGING, Profile.PRODUCTION, Profile.REGULATED].find(
      (profile) => profile.name === name,
    );
    if (!found) throw new Error(`"name" must be one of development, staging, production, regulated, got "${name}"`);
    return found;
  }

  /** The profile that was applied to the nearest scope, production if there is none. */
  public static of(scope: IConstruct): Profile {
    const scopes = scope.node.scopes.reverse();
    for (const each of scopes) READ.set(each, true);
    return scopes.map((each) => APPLIED.get(each)).find((profile) => profile !== undefined) ?? Profile.PRODUCTION;
  }

  /** @internal */
  public readonly _defaults: Defaults;

  private constructor(
    /** development, staging, production or regulated. */
    public readonly name: string,
  ) {
    this._defaults = Object.fromEntries(
      Object.entries(PROFILE_DEFAULTS).map(([key, values]) => [key, values[name as ProfileName]]),
    ) as unknown as Defaults;
  }

  /**
   * Whether it is for data that matters. By name, because another copy of the library has objects of its own.
   *
   * @internal
   */
  public get _isProduction(): boolean {
    return ['production', 'regulated'].includes(this.name);
  }

  /**
   * Makes this the profile of everything inside the scope.
   *
   * Call it before the scope holds constructs of this library. A later call is rejected, because constructs already
   * have their defaults from another profile.
   *
   * @param scope an app, a stage, a stack or any construct
   */
  public applyTo(scope: IConstruct): void {
    rejectOtherArguments(undefined, 'Profile.applyTo', 'scope:IConstruct', [scope]);
    // by name, because another copy of the library has objects of its own.
    if (READ.get(scope) && Profile.of(scope).name !== this.name) {
      throw new Error(
        `${scope.node.path || 'App'}: a profile must be applied before the scope holds constructs of this library, `
        + `got "${this.name}" after defaults of "${Profile.of(scope).name}" were used: call applyTo right after the `
        + 'scope was made',
      );
    }
    APPLIED.set(scope, this);
  }
}
