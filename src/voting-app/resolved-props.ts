import { AdminPage } from './admin-page';
import { Poll } from './poll';
import type { VotingResultOptions, VotingWorkerOptions } from './role-options';
import { VoteCompute } from './vote-compute';
import type { VotingAppProps } from './voting-app-props';
import { VotingImage } from './voting-image';

const CATS_OR_DOGS = Poll.of({ title: 'Cats or dogs?', options: { a: 'Cats', b: 'Dogs' } });
/** A task of 0.25 vCPU stores several thousand votes a second, so these are a delay of a few seconds. */
export const DEFAULT_VOTES_PER_TASK = 10_000;

/** The props with every default filled in. */
export interface ResolvedVotingProps extends VotingAppProps {
  readonly polls: Poll[];
  readonly image: VotingImage;
  readonly vote: VoteCompute;
  readonly result: VotingResultOptions;
  readonly adminPage: AdminPage;
  readonly worker: VotingWorkerOptions;
  readonly settings: { [variable: string]: string };
}

export function resolveProps(props: VotingAppProps): ResolvedVotingProps {
  return {
    ...props,
    polls: props.polls ?? [CATS_OR_DOGS],
    image: props.image ?? VotingImage.bundled(),
    vote: props.vote ?? VoteCompute.tasks(),
    result: props.result ?? {},
    adminPage: props.result?.adminPage ?? AdminPage.none(),
    worker: props.worker ?? {},
    settings: props.settings ?? {},
  };
}
