// R-NET-3, R-NET-4, R-NET-5, R-SEC-2, R-MON-5
import { brokenInvariants, type TemplateJson } from '../support/invariants';
import { synthesizeExamples } from '../support/examples';

/** What an example asks for by name, and why. */
const ASKED_FOR = [
  // `Placement.inPublicSubnets()` of a trial: a NAT gateway would double its price.
  /^quick-start: tasks and instances have no public address: WebService/,
  // its functions are made by the CDK alone.
  /^monitoring-plain-cdk: a right on everything reads, or knows no resource: (?:InvoicesRole|Measuring)Rights/,
];

describe('every example keeps every invariant', () => {
  test('none is broken', async () => {
    const broken = (await synthesizeExamples()).flatMap(({ name, assembly }) =>
      assembly.stacksRecursively.flatMap((stack) =>
        brokenInvariants(stack.template as TemplateJson).map((line) => `${name}: ${line}`)));

    expect(broken.filter((line) => !ASKED_FOR.some((asked) => asked.test(line)))).toEqual([]);
    for (const asked of ASKED_FOR) expect(broken.some((line) => asked.test(line))).toBe(true);
  });
});
