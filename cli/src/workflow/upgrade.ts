import { expression, RUNNER, type Job, type Step } from './steps';

/** What the update would break, for the comment and the summary. */
export const REPORT = 'cdk.out/upgrade.md';
/** List of what is meant, in the root of the repository. */
const ALLOWED = 'upgrade.yaml';
const STEP = 'upgrade';

/** The checkout of a pull request is a merge: what stands before it is the branch that the change goes to. */
export const BESIDE_ITS_BASE: Step['with'] = { 'fetch-depth': 2 };

/** Synthesizes the branch too, and tells what an update from its templates would replace or remove. */
export const UPGRADE: Step = {
  name: 'Compare with the templates of the branch', id: STEP,
  run: `base=$RUNNER_TEMP/base
git worktree add --force --detach "$base" HEAD^1
if ! (cd "$base" && npm ci && npx cdk synth --quiet); then
  echo '::warning::The branch itself cannot be synthesized, so nobody knows what the update would break.'
  echo 'Not known, because the branch itself cannot be synthesized.' | tee ${REPORT} >> "$GITHUB_STEP_SUMMARY"
  exit 0
fi
if [ -f ${ALLOWED} ]; then set -- --allow ${ALLOWED}; fi
code=0
npx cdk-elastic-web upgrade-check --before "$base/cdk.out" --markdown "$@" > ${REPORT} || code=$?
[ "$code" -le 1 ]
cat ${REPORT} >> "$GITHUB_STEP_SUMMARY"
echo "breaks=$code" >> "$GITHUB_OUTPUT"
`,
};

/** What the job with this step tells others. */
export const UPGRADE_OUTPUTS: Job['outputs'] = { breaks: expression(`steps.${STEP}.outputs.breaks`) };

/** Fails beside the comment, which says why, and not before it. */
export function guardJob(after: string): Job {
  return {
    'name': 'Data, logical ids and outputs stay', 'needs': [after], 'if': `needs.${after}.outputs.breaks == '1'`,
    'runs-on': RUNNER, 'timeout-minutes': 5, 'permissions': {},
    'steps': [{
      name: 'Stop', run: `echo '::error::The update would break something: see the comment or the summary. '\\
'Undo the change, or list what is meant in ${ALLOWED}.'
exit 1
`,
    }],
  };
}
