import { WrongUse } from '../outcome';
import type { Api, Place } from './operations';

/** AWS refused a call that the rights of the caller do not cover. */
export class MissingRight extends WrongUse {
  constructor(public readonly action: string) {
    super(`your rights do not allow "${action}"`, `ask for "${action}", or use a profile that has it: --profile`);
  }
}

/** AWS could not be asked this time; who asks again and again goes on. */
export class Passing extends WrongUse {}

interface Failure { readonly name: string; readonly message: string; readonly code?: string }
interface Explanation {
  /** Of the error: its name, its code and its message, in one text. */
  readonly when: RegExp;
  readonly message: string;
  /** Whether the same call may work a little later. */
  readonly passes?: true;
  nextStep(place: Place, failure: Failure): string;
}

const ACTION = /not authorized to perform: ([\w-]+:\w+)/i;
const DENIED = /AccessDenied|UnauthorizedOperation|AuthorizationError|not authorized to perform/i;

const UNREACHABLE = new RegExp('\\b(ENOTFOUND|ECONNREFUSED|ETIMEDOUT|EAI_AGAIN|ECONNRESET|EPIPE|ENETUNREACH'
  + '|EHOSTUNREACH|ENETDOWN|TimeoutError|getaddrinfo|socket hang up)\\b');

/** The first that matches holds. */
const EXPLANATIONS: readonly Explanation[] = [
  {
    when: /Region is missing|Invalid value for environment variable AWS_REGION/i,
    message: 'no Region is known',
    nextStep: () => 'name it, for example --region eu-west-1, or set AWS_REGION',
  },
  {
    when: /not a valid hostname component/i,
    message: 'the Region is no name of a Region',
    nextStep: () => 'name one such as eu-west-1, with --region or AWS_REGION',
  },
  {
    when: /SSO session|Token is expired|sso login|aws login|refresh.*token/i,
    message: 'the session of your profile has expired',
    nextStep: ({ profile }) => `run "aws sso login${profile ? ` --profile ${profile}` : ''}"`,
  },
  {
    when: /ExpiredToken|RequestExpired|security token.*expired/i,
    message: 'your credentials have expired',
    nextStep: ({ profile }) => 'sign in again, for example with '
      + `"aws sso login${profile ? ` --profile ${profile}` : ''}"`,
  },
  {
    when: /Could not (load credentials|resolve credentials|find profile)|profile .* (could not|not) be found/i,
    message: 'no credentials were found',
    nextStep: ({ profile }) => profile
      ? `check that the profile "${profile}" exists: "aws configure list-profiles"`
      : 'name a profile with --profile, or sign in with "aws sso login"',
  },
  {
    when: /InvalidClientTokenId|UnrecognizedClient|InvalidAccessKeyId|security token .* invalid/i,
    message: 'AWS does not know these credentials',
    nextStep: () => 'check the profile, and whether the Region is enabled in the account',
  },
  {
    when: /RequestTimeTooSkewed|SignatureDoesNotMatch|InvalidSignature|Signature not yet current/i,
    message: 'AWS does not accept the signature of the call',
    nextStep: () => 'check the clock of this machine, then the secret key of the profile',
  },
  {
    when: /Throttl|TooManyRequests|RequestLimitExceeded|Rate exceeded|SlowDown/i,
    message: 'AWS answers that there are too many calls, also after several attempts',
    passes: true,
    nextStep: () => 'wait a minute; other tools and the console use up the same limits',
  },
  {
    when: /\b(Internal(Failure|Error|Server\w*|Service\w*)|ServerException|ServiceUnavailable\w*)\b/,
    message: 'AWS has a failure of its own',
    passes: true,
    nextStep: (_place, { message }) => 'try again in a minute, and look at '
      + `https://health.aws.amazon.com/health/status; AWS said "${message}"`,
  },
  {
    when: UNREACHABLE,
    message: 'AWS cannot be reached',
    passes: true,
    nextStep: ({ region }) => `check the network${region ? `, and that "${region}" is a Region` : ''}`,
  },
];

/** Says in plain words why a call failed. Texts of AWS that may hold more than that are not repeated. */
export function explained(error: unknown, operation: string, place: Place): Error {
  if (error instanceof WrongUse || !(error instanceof Error)) return error as Error;
  const failure: Failure = error;
  if (DENIED.test(`${failure.name} ${failure.message}`)) return new MissingRight(actionOf(failure, operation));
  const text = `${failure.name} ${failure.code ?? ''} ${failure.message}`;
  const found = EXPLANATIONS.find(({ when }) => when.test(text));
  if (!found) return error;
  const Kind = found.passes ? Passing : WrongUse;
  return new Kind(found.message, found.nextStep(place, failure));
}

/** What a call gives, or why AWS could not be asked this time. */
export async function unlessPassing<T>(result: Promise<T>): Promise<T | Passing> {
  try {
    return await result;
  } catch (error) {
    if (error instanceof Passing) return error;
    throw error;
  }
}

/** The same calls, whose errors say what to do. */
export function withExplanations(api: Api, place: Place): Api {
  const calls = Object.entries(api).map(([name, call]) => [name, async (input: never) => {
    try {
      return await call(input);
    } catch (error) {
      throw explained(error, name, place);
    }
  }]);
  return Object.fromEntries(calls) as Api;
}

/** What a call gives, or nothing where a right for it is missing; the right is then noted. */
export async function ifAllowed<T>(result: Promise<T>, missingRights: Set<string>): Promise<T | undefined> {
  try {
    return await result;
  } catch (error) {
    if (!(error instanceof MissingRight)) throw error;
    missingRights.add(error.action);
    return undefined;
  }
}

function actionOf({ message }: Failure, operation: string): string {
  return ACTION.exec(message)?.[1] ?? `${operation[0].toUpperCase()}${operation.slice(1)}`;
}
