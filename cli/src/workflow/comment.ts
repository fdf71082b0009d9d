import type { PlannedEnvironment } from './plan';
import { expression, type Step } from './steps';
import { REPORT } from './upgrade';

/** Bytes of each part, so that the whole stays below the 65536 characters that GitHub takes. */
const BYTES = { upgrade: 15_000, diff: 30_000, cost: 15_000 } as const;
/** GitHub takes 1 MiB of each step for the summary. */
const SUMMARY_BYTES = 900_000;
/** By which the comment is found again, and told from those of other workflows. */
const MARK = '<!-- cdk-elastic-web -->';
const FENCE = '~~~~~';

/**
 * Writes one comment, or writes it again.
 *
 * Texts come from the code of a pull request: a line of the diff that would end the block is moved to the right, where
 * Markdown takes it for text, and a lone carriage return would begin a line.
 *
 * @see https://spec.commonmark.org/current/#fenced-code-blocks
 */
export function commentStep({ name }: PlannedEnvironment): Step {
  return {
    name: 'Comment',
    env: {
      GH_TOKEN: expression('github.token'), GH_REPO: expression('github.repository'),
      NUMBER: expression('github.event.pull_request.number'),
    },
    run: `part() {
  head --bytes="$2" "$1"
  if [ "$(wc --bytes < "$1")" -gt "$2" ]; then printf '\\n\\n(cut here: the summary of this run has the rest)\\n'; fi
}
tr --delete '\\r' < diff.txt | sed 's/^ \\{0,3\\}${FENCE}/    &/' > shown.txt
{
  printf '### What would change in ${name}\\n\\n${FENCE}diff\\n'
  part shown.txt ${SUMMARY_BYTES}
  printf '\\n${FENCE}\\n'
} >> "$GITHUB_STEP_SUMMARY"
{
  printf '${MARK}\\n### What the update would break\\n\\n'
  part ${REPORT} ${BYTES.upgrade}
  printf '\\n### What would change in ${name}\\n\\n${FENCE}diff\\n'
  part shown.txt ${BYTES.diff}
  printf '\\n${FENCE}\\n\\n### What a month costs\\n\\n'
  part cdk.out/cost.md ${BYTES.cost}
} > comment.md
comments="repos/$GH_REPO/issues/$NUMBER/comments"
own=$(gh api "$comments?per_page=100" --paginate --jq '.[] | select(.user.login == "github-actions[bot]"
  and (.body | startswith("${MARK}"))) | .id' | sed --quiet 1p)
if [ -n "$own" ]; then
  gh api --silent --method PATCH "repos/$GH_REPO/issues/comments/$own" --field body=@comment.md
else
  gh api --silent --method POST "$comments" --field body=@comment.md
fi
`,
  };
}
