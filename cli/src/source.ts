import fs from 'node:fs';
import path from 'node:path';
import { WrongUse } from './outcome';

const ASSEMBLY = 'cdk.out';
const MANIFEST = 'manifest.json';
const SYNTH = 'run "npx cdk synth" in the project first, or name the folder that it writes, or a template';

/** What reads a cloud assembly or one template: the classes of the library. */
export interface Reader<Options, Result> {
  fromAssembly(folder: string, options: Options): Result;
  fromFile(file: string, options: Options): Result;
}

/** What helps, by what an error says. */
type NextSteps = readonly (readonly [when: RegExp, nextStep: string])[];

/** Something to read: a cloud assembly of any CDK app, one template from any tool, or another file. */
export class Source {
  /** A cloud assembly or a template; an error says what is there instead. */
  public static at(place: string): Source {
    const found = fs.statSync(place, { throwIfNoEntry: false });
    if (!found) throw new WrongUse(`there is no folder and no file "${place}"`, SYNTH);
    if (found.isFile()) {
      return path.basename(place) === MANIFEST ? Source.at(path.dirname(place)) : new Source(place, false, NEXT_STEPS);
    }
    if (!fs.existsSync(path.join(place, MANIFEST))) {
      throw new WrongUse(`"${place}" is no cloud assembly: it has no ${MANIFEST}`, nextStepIn(place));
    }
    if (!isManifest(path.join(place, MANIFEST))) {
      throw new WrongUse(`"${place}" is no cloud assembly: its ${MANIFEST} is damaged`, SYNTH);
    }
    return new Source(place, true, NEXT_STEPS);
  }

  /** A file of any kind. */
  public static file(place: string): Source {
    if (!fs.statSync(place, { throwIfNoEntry: false })?.isFile()) throw new WrongUse(`there is no file "${place}"`);
    return new Source(place, false, []);
  }

  private constructor(
    private readonly place: string, public readonly isAssembly: boolean, private readonly nextSteps: NextSteps,
  ) {}

  /** Reads it with a class of the library. */
  public read<Options, Result>(reader: Reader<Options, Result>, options: Options): Result {
    return this.explain((place) => this.isAssembly
      ? reader.fromAssembly(place, options)
      : reader.fromFile(place, options));
  }

  /** Reads it with a function, whose errors then name the place and say what to do. */
  public explain<Result>(read: (place: string) => Result): Result {
    try {
      return read(this.place);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      const nextStep = this.nextSteps.find(([when]) => when.test(message))?.[1];
      throw new WrongUse(`${this.place}: ${message}`, nextStep);
    }
  }
}

/** Whether a file says which version of a manifest it is. */
function isManifest(file: string): boolean {
  try {
    const { version } = JSON.parse(fs.readFileSync(file, 'utf8')) as { readonly version?: unknown };
    return typeof version === 'string';
  } catch {
    return false;
  }
}

/** What people most often mean when they name a folder that is no cloud assembly. */
function nextStepIn(folder: string): string {
  const inside = path.join(folder, ASSEMBLY);
  return fs.existsSync(path.join(inside, MANIFEST)) ? `name "${inside}", which is one` : SYNTH;
}

/** What the library or the CDK says, and the option of the program that helps. */
const NEXT_STEPS: NextSteps = [
  [/"region" must be given/, 'name the Region, for example --region eu-west-1, or set AWS_REGION'],
  [/"region" must be one of/, 'prices of another Region can be given in a file with --prices'],
  [/"group" must name/, 'choose one of them with --group'],
  [
    /no "(Resources|Type)"|is no object|at line \d+|in JSON|JSON input/,
    'name a template of CloudFormation, in JSON or YAML, or a cloud assembly',
  ],
  [/schema version mismatch/i, 'the app uses a newer CDK than this project: run "npm install aws-cdk-lib@latest"'],
];
